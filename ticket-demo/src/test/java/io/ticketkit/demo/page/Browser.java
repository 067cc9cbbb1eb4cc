package io.ticketkit.demo.page;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium with a profile of its own. Whatever is looked for is waited for. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> FLAGS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=en");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
        cdp("Page.addScriptToEvaluateOnNewDocument", Map.of("source", Scripts.WATCH));
    }

    /** Starts one; skips the tests where there is none, fails instead with {@code CI=true}. */
    static Browser start() {
        File chromium = installed("chromium", "chromium-browser", "google-chrome");
        File chromedriver = installed("chromedriver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium).addArguments(FLAGS);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.WARNING);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver)
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static File installed(String... names) {
        Optional<File> found = Arrays.stream(names)
                .flatMap(name -> Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "")
                                .split(File.pathSeparator))
                        .map(directory -> new File(directory, name)))
                .filter(File::canExecute)
                .findFirst();
        if (found.isEmpty()) {
            String problem = "no " + names[0] + " on the PATH";
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(problem);
            }
            return Assumptions.abort(problem);
        }
        return found.get();
    }

    /** Loads the page anew, whatever was shown before. */
    void open(String url) {
        driver.get("about:blank");
        driver.get(url);
    }

    /** Leaves the page, and what it has stored. */
    void forget() {
        run("localStorage.clear(); sessionStorage.clear()");
        console();
        driver.get("about:blank");
    }

    String address() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    String title() {
        return Objects.requireNonNull(driver.getTitle());
    }

    void back() {
        driver.navigate().back();
    }

    /** The first visible element. */
    WebElement see(String css) {
        return seen(css, "");
    }

    /** The first visible element with the text somewhere in it; its value counts as its text. */
    WebElement seen(String css, String text) {
        WebElement[] found = new WebElement[1];
        until(css + " with “" + text + "”", () -> {
            Optional<WebElement> match = driver.findElements(By.cssSelector(css)).stream()
                    .filter(WebElement::isDisplayed)
                    .filter(element -> textOf(element).contains(text))
                    .findFirst();
            match.ifPresent(element -> found[0] = element);
            return match.isPresent();
        });
        return found[0];
    }

    private static String textOf(WebElement element) {
        String value = element.getDomProperty("value");
        return element.getText() + (value == null ? "" : value);
    }

    void gone(String css) {
        until(
                "no " + css,
                () -> driver.findElements(By.cssSelector(css)).stream().noneMatch(WebElement::isDisplayed));
    }

    int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    List<String> texts(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .toList();
    }

    void until(String what, BooleanSupplier condition) {
        await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(25))
                .pollInSameThread()
                // an element that was replaced between being found and being asked
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(condition::getAsBoolean);
    }

    void click(String css) {
        click(css, "");
    }

    /** Clicks the first visible element with the text, once it can be. */
    void click(String css, String text) {
        until("a click on " + css + " with “" + text + "”", () -> {
            WebElement element = seen(css, text);
            try {
                element.click();
                return true;
            } catch (ElementClickInterceptedException e) {
                // by the header, under which the driver has scrolled it; a person scrolls on
                run("arguments[0].scrollIntoView({block: 'center'})", element);
                return false;
            }
        });
    }

    void doubleClick(String css) {
        new Actions(driver).doubleClick(see(css)).perform();
    }

    void type(String css, String text) {
        see(css).sendKeys(text);
    }

    /** Replaces what a field holds, as a person would. */
    void retype(String css, String text) {
        see(css).sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE, text);
    }

    void choose(String css, String value) {
        click(css + " option[value='" + value + "']");
    }

    /** Chooses a file to attach, as the dialog of the system would. */
    void choose(Path file) {
        driver.findElement(By.cssSelector("input[type=file]")).sendKeys(file.toString());
    }

    /** Presses keys wherever the focus is. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void tabBack() {
        new Actions(driver)
                .keyDown(Keys.SHIFT)
                .sendKeys(Keys.TAB)
                .keyUp(Keys.SHIFT)
                .perform();
    }

    /** Presses Tab until an element has the focus. */
    void tabTo(String css) {
        for (int i = 0; i < 80 && !isFocused(css); i++) {
            press(Keys.TAB);
        }
        if (!isFocused(css)) {
            throw new AssertionError("Tab never reached " + css);
        }
    }

    boolean isFocused(String css) {
        return Boolean.TRUE.equals(run("return document.activeElement.matches(arguments[0])", css));
    }

    @Nullable
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    void screen(int width, int height) {
        cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void dark(boolean on) {
        Map<String, String> scheme = Map.of("name", "prefers-color-scheme", "value", on ? "dark" : "light");
        Map<String, String> calm = Map.of("name", "prefers-reduced-motion", "value", "reduce");
        cdp("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme, calm)));
    }

    /** As if the cable were pulled. */
    void offline(boolean on) {
        cdp("Network.enable", Map.of());
        cdp(
                "Network.emulateNetworkConditions",
                Map.of("offline", on, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    private void cdp(String command, Map<String, Object> parameters) {
        driver.executeCdpCommand(command, parameters);
    }

    /** Everything that rules for good pages break here, by the rules of WCAG 2 A and AA. */
    List<?> accessibilityProblems() {
        driver.executeScript(resource("/axe.min.js"));
        return (List<?>) Objects.requireNonNull(driver.executeAsyncScript(Scripts.AXE));
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(Browser.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Warnings and errors of the console since the last call. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Violations of the content security policy, and errors nobody caught, since the page was loaded. */
    List<?> watched() {
        return (List<?>) Objects.requireNonNullElse(run("return globalThis.watched ?? []"), List.of());
    }

    @Override
    public void close() {
        driver.quit();
    }
}
