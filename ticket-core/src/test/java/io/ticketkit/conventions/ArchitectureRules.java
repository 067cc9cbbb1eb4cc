package io.ticketkit.conventions;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.Timer;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules, one by one. A module may be empty, so a rule may find nothing to judge; nothing is ever frozen. */
final class ArchitectureRules {

    private static final String[] DEMO = {"io.ticketkit.demo.."};
    private static final DescribedPredicate<JavaClass> OUR_INTERNALS =
            resideInAPackage("io.ticketkit..internal..").as("are .internal types of the library");

    static final ArchRule NO_PACKAGE_CYCLES = slices().assignedFrom(eachPackage())
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true)
            .as("packages are free of cycles");

    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes().should(standInANullMarkedPackage());

    static final ArchRule PERSISTENCE_ONLY_IN_JPA = noClasses()
            .that()
            .resideOutsideOfPackage("io.ticketkit.jpa..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "javax.persistence..");

    static final ArchRule ECLIPSELINK_ONLY_IN_ITS_TUNING = noClasses()
            .that(not(areOrAreInside(
                    "io.ticketkit.jpa.internal.EclipseLinkTuning", "io.ticketkit.jpa.EclipseLinkTuning")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.persistence..")
            .because("another provider must run the same storage");

    static final ArchRule PUBLIC_SIGNATURES_ARE_OURS = classes()
            .that()
            .resideOutsideOfPackages("..internal..", DEMO[0])
            .should(showNoTypeOf(
                    "okhttp3..",
                    "okio..",
                    "kotlin..",
                    "tools.jackson..",
                    "com.fasterxml.jackson..",
                    "io.ticketkit..internal.."));

    static final ArchRule IMPLEMENTATIONS_ARE_NOT_PUBLIC = noClasses()
            .that()
            .arePublic()
            .and()
            .resideOutsideOfPackages("..internal..", DEMO[0])
            .should()
            .haveSimpleNameEndingWith("Impl");

    static final ArchRule DEMO_USES_PUBLIC_API = noClasses()
            .that()
            .resideInAnyPackage(DEMO)
            .should()
            .dependOnClassesThat(OUR_INTERNALS.and(not(resideInAnyPackage(DEMO))));

    static final ArchRule ONLY_A_CLOCK_TELLS_THE_TIME = noClasses()
            .should()
            .accessTargetWhere(describe("asks the system for the time", ArchitectureRules::asksTheSystemForTheTime));

    static final ArchRule CLOCKS_COME_FROM_OUTSIDE = noClasses()
            .that()
            .resideOutsideOfPackages("io.ticketkit.setup..", DEMO[0])
            .should()
            .accessTargetWhere(describe("makes a system clock", ArchitectureRules::makesASystemClock));

    static final ArchRule NANO_TIME_ONLY_IN_DEADLINE = noClasses()
            .that(not(areOrAreInside("io.ticketkit.Deadline")))
            .should()
            .accessTargetWhere(to(System.class, "nanoTime"));

    static final ArchRule NO_STATIC_MUTABLE_STATE = fields().that().areStatic().should(beConstant());

    static final ArchRule NO_THREAD_SUBCLASSES = noClasses().should().beAssignableTo(Thread.class);

    static final ArchRule THREADS_START_IN_INTERNAL = noClasses()
            .that()
            .resideOutsideOfPackages("..internal..", DEMO[0])
            .should()
            .accessTargetWhere(to(Thread.class, "<init>", "ofVirtual", "startVirtualThread")
                    .or(to(Timer.class, "<init>"))
                    .or(describe("makes an executor", ArchitectureRules::makesAnExecutor)))
            .because("close() must end every thread, and does so from there");

    static final ArchRule NO_CONSOLE = noClasses()
            .that()
            .resideOutsideOfPackages(DEMO)
            .should()
            .accessTargetWhere(to(System.class, "out", "err")
                    .or(describe(
                            "prints a stack trace", access -> access.getName().equals("printStackTrace"))));

    static final ArchRule LOGGING_ONLY_THROUGH_SLF4J = noClasses()
            .that()
            .resideOutsideOfPackages(DEMO)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.util.logging..",
                    "ch.qos.logback..",
                    "org.apache.logging..",
                    "org.apache.log4j..",
                    "org.apache.commons.logging..");

    static final ArchRule NOTHING_GLOBAL_IS_SET = noClasses()
            .that()
            .resideOutsideOfPackages(DEMO)
            .should()
            .accessTargetWhere(
                    to(System.class, "setProperty", "setProperties", "clearProperty", "setOut", "setErr", "exit")
                            .or(to(Runtime.class, "addShutdownHook", "exit", "halt"))
                            .or(to(TimeZone.class, "setDefault"))
                            .or(to(Locale.class, "setDefault"))
                            .or(to(Thread.class, "setDefaultUncaughtExceptionHandler")));

    private static final List<ArchRule> FOR_EVERY_MODULE = List.of(
            NO_PACKAGE_CYCLES,
            EVERY_PACKAGE_IS_NULL_MARKED,
            PERSISTENCE_ONLY_IN_JPA,
            ECLIPSELINK_ONLY_IN_ITS_TUNING,
            PUBLIC_SIGNATURES_ARE_OURS,
            IMPLEMENTATIONS_ARE_NOT_PUBLIC,
            DEMO_USES_PUBLIC_API,
            ONLY_A_CLOCK_TELLS_THE_TIME,
            CLOCKS_COME_FROM_OUTSIDE,
            NANO_TIME_ONLY_IN_DEADLINE,
            NO_STATIC_MUTABLE_STATE,
            NO_THREAD_SUBCLASSES,
            THREADS_START_IN_INTERNAL,
            NO_CONSOLE,
            LOGGING_ONLY_THROUGH_SLF4J,
            NOTHING_GLOBAL_IS_SET);

    private ArchitectureRules() {}

    static List<ArchRule> of(String basePackage) {
        return Stream.concat(Stream.of(packages(basePackage)), FOR_EVERY_MODULE.stream())
                .map(rule -> rule.allowEmptyShould(true))
                .toList();
    }

    /** No split packages, and inside the library only the dependencies of the table. */
    static ArchRule packages(String basePackage) {
        return basePackage.equals(PackageTable.DEMO)
                ? classes().should().resideInAnyPackage(DEMO)
                : classes().should(PackageTable.isKept(basePackage));
    }

    private static SliceAssignment eachPackage() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                return javaClass.getPackageName().startsWith("io.ticketkit")
                        ? SliceIdentifier.of(javaClass.getPackageName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "package";
            }
        };
    }

    private static ArchCondition<JavaClass> standInANullMarkedPackage() {
        return new ArchCondition<>("stand in a @NullMarked package") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                if (!item.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            item,
                            item.getPackageName() + " has no package-info.java with @NullMarked: " + item.getName()));
                }
            }
        };
    }

    private static ArchCondition<JavaField> beConstant() {
        return new ArchCondition<>("be final and of no type made for changing") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                if (field.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                    return;
                }
                Set<JavaModifier> modifiers = field.getModifiers();
                boolean openArray = field.getRawType().isArray() && !modifiers.contains(JavaModifier.PRIVATE);
                if (!modifiers.contains(JavaModifier.FINAL) || openArray || madeForChanging(field.getRawType())) {
                    events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is static and can change"));
                }
            }
        };
    }

    private static boolean madeForChanging(JavaClass type) {
        boolean collection = type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
        boolean concreteOrConcurrent =
                !type.isInterface() || type.getPackageName().equals("java.util.concurrent");
        return (collection && concreteOrConcurrent)
                || type.getPackageName().equals("java.util.concurrent.atomic")
                || type.isAssignableTo(ThreadLocal.class)
                || type.isAssignableTo(Executor.class);
    }

    private static ArchCondition<JavaClass> showNoTypeOf(String... packages) {
        DescribedPredicate<JavaClass> hidden = resideInAnyPackage(packages);
        return new ArchCondition<>("show no type of " + List.of(packages) + " in a public signature") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                if (!visible(item)) {
                    return;
                }
                Stream<JavaType> parents = Stream.concat(item.getSuperclass().stream(), item.getInterfaces().stream());
                parents.flatMap(parent -> parent.getAllInvolvedRawTypes().stream())
                        .filter(hidden)
                        .forEach(type -> events.add(
                                SimpleConditionEvent.violated(item, item.getName() + " is a " + type.getName())));
                for (JavaMember member : item.getMembers()) {
                    if (!visible(member.getModifiers())) {
                        continue;
                    }
                    Stream<JavaClass> thrown =
                            member instanceof JavaCodeUnit unit ? unit.getExceptionTypes().stream() : Stream.empty();
                    Stream.concat(member.getAllInvolvedRawTypes().stream(), thrown)
                            .filter(hidden)
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    member, member.getFullName() + " shows " + type.getName())));
                }
            }
        };
    }

    /** Public, or protected inside something visible: what a host can name. */
    private static boolean visible(JavaClass item) {
        return visible(item.getModifiers())
                && item.getEnclosingClass().map(ArchitectureRules::visible).orElse(true);
    }

    private static boolean visible(Set<JavaModifier> modifiers) {
        return !modifiers.contains(JavaModifier.SYNTHETIC)
                && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
    }

    private static DescribedPredicate<JavaClass> areOrAreInside(String... names) {
        Set<String> allowed = Set.of(names);
        return describe(
                "are or are inside " + allowed,
                item -> allowed.contains(outermost(item).getName()));
    }

    private static JavaClass outermost(JavaClass item) {
        return item.getEnclosingClass().map(ArchitectureRules::outermost).orElse(item);
    }

    private static DescribedPredicate<JavaAccess<?>> to(Class<?> owner, String... names) {
        Set<String> members = Set.of(names);
        return describe(
                "goes to " + owner.getSimpleName() + members,
                access -> access.getTargetOwner().isAssignableTo(owner) && members.contains(access.getName()));
    }

    private static boolean asksTheSystemForTheTime(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        boolean nowWithoutClock = owner.getPackageName().startsWith("java.time")
                && access.getName().equals("now")
                && !parameters(access).equals(List.of(Clock.class.getName()));
        boolean newDate = owner.isEquivalentTo(Date.class)
                && access.getName().equals("<init>")
                && parameters(access).isEmpty();
        boolean calendar =
                owner.isAssignableTo(Calendar.class) && access.getName().equals("getInstance");
        boolean millis = owner.isEquivalentTo(System.class) && access.getName().equals("currentTimeMillis");
        return nowWithoutClock || newDate || calendar || millis;
    }

    private static boolean makesASystemClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        boolean clock =
                owner.isEquivalentTo(Clock.class) && access.getName().matches("system.*|tick(Millis|Seconds|Minutes)");
        boolean source =
                owner.isEquivalentTo(InstantSource.class) && access.getName().equals("system");
        return clock || source;
    }

    private static boolean makesAnExecutor(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        boolean factory =
                owner.isEquivalentTo(Executors.class) && access.getName().startsWith("new");
        boolean constructor = owner.isAssignableTo(Executor.class)
                && owner.getPackageName().startsWith("java.util.concurrent")
                && access.getName().equals("<init>");
        return factory || constructor;
    }

    private static List<String> parameters(JavaAccess<?> access) {
        return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                ? target.getRawParameterTypes().stream().map(JavaClass::getName).toList()
                : List.of();
    }
}
