package io.ticketkit.demo.users;

import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.demo.users.Users.Known;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Making accounts, logging in, and who a token is from. Safe for concurrent use. */
public final class Logins {
    private final Users users;
    private final Tokens tokens;
    private final AccountMarks marks;
    private final Registration registration;
    private final Throttle byAccount;
    private final Throttle byPlace;
    private final Familiar familiar = new Familiar();
    private final Throttle byAddress;
    private final Throttle registrations;

    /**
     * Logins.
     *
     * @param secret of at least 32 bytes: whoever has it can be anybody
     * @param registration who may make an account
     */
    public Logins(Users users, String secret, Registration registration, Clock clock) {
        this.users = users;
        this.tokens = new Tokens(secret, clock);
        this.marks = new AccountMarks(secret);
        this.registration = registration;
        this.byAccount = new Throttle("logins_of_account", clock, 10, Duration.ofMinutes(1));
        this.byPlace = new Throttle("logins_of_account", clock, 10, Duration.ofMinutes(1));
        this.byAddress = new Throttle("logins_of_client", clock, 30, Duration.ofSeconds(10));
        this.registrations = new Throttle("registrations", clock, 30, Duration.ofSeconds(30));
    }

    /**
     * Somebody who logged in.
     *
     * @param token to be sent with each request
     * @param seconds how long it is good for
     */
    public record Session(String token, long seconds) {
        /** Nothing of it. */
        @Override
        public String toString() {
            return "Session[…]";
        }
    }

    /** Whether anybody may make an account. */
    public boolean isRegistrationOpen() {
        return registration.isOpen();
    }

    /**
     * Makes an account of a requester. Nobody proves here that an address is the own: one that tickets name already is
     * not given away.
     *
     * @param address where the request comes from
     * @throws ValidationException when something is wrong, or there is an account already
     * @throws TooManyAttemptsException when too many come from there
     */
    public User register(NewUser draft, String address) {
        if (!registration.isOpen()) {
            throw new IllegalStateException("nobody registers here");
        }
        List<Violation> violations = new ArrayList<>(draft.violations());
        violations.addAll(problemsOfName(draft.name()));
        if (!violations.isEmpty()) {
            throw new ValidationException(violations);
        }
        registrations.take(address);
        return Optional.of(draft)
                .filter(free -> !registration.isReserved(free.email()))
                .filter(free -> !registration.namesTickets().test(free.email()))
                .flatMap(users::add)
                .orElseThrow(() -> wrong("email", "An account with this address cannot be made."));
    }

    /**
     * Logs somebody in.
     *
     * @param address where the request comes from
     * @throws NotLoggedInException when there is no account of this address with this password
     * @throws TooManyAttemptsException when it was tried too often with this address, or from there
     */
    public Session login(String email, String password, String address) {
        String account = NewUser.normalized(email);
        Attempt attempt = attempt(account, address);
        Optional<Known> known = attempt.of(() -> users.find(account, password));
        if (known.isEmpty()) {
            // who tried with what is not for a log: a password may stand in the wrong field
            throw NotLoggedInException.wrongPassword(marks.of(account));
        }
        attempt.succeeded();
        return session(known.get().user().id(), known.get().version());
    }

    /**
     * Counts an attempt for the account and for the place it comes from, or for none of them. Where somebody logged in to
     * the account before, strangers elsewhere cannot use up what the owner is given.
     */
    private Attempt attempt(String account, String address) {
        String place = account + "\n" + address;
        boolean known = familiar.has(place);
        Attempt attempt = new Attempt(known ? byPlace : byAccount, known ? place : account, address, place);
        try {
            attempt.take();
        } catch (TooManyAttemptsException e) {
            throw e.about(marks.of(account));
        }
        return attempt;
    }

    private final class Attempt {
        private final Throttle ofAccount;
        private final String key;
        private final String address;
        private final String place;

        Attempt(Throttle ofAccount, String key, String address, String place) {
            this.ofAccount = ofAccount;
            this.key = key;
            this.address = address;
            this.place = place;
        }

        void take() {
            ofAccount.take(key);
            try {
                byAddress.take(address);
            } catch (TooManyAttemptsException e) {
                ofAccount.giveBack(key);
                throw e;
            }
        }

        /** Where a password could not even be looked at, none was guessed. */
        <T> T of(Supplier<T> check) {
            try {
                return check.get();
            } catch (RuntimeException e) {
                giveBack();
                throw e;
            }
        }

        void succeeded() {
            giveBack();
            familiar.add(place);
        }

        private void giveBack() {
            ofAccount.giveBack(key);
            byAddress.giveBack(address);
        }
    }

    private Session session(long user, int version) {
        return new Session(tokens.issue(user, version), Tokens.LIFETIME.toSeconds());
    }

    /**
     * Who sent a token, as the account is now.
     *
     * @throws NotLoggedInException when it is none of ours, its time is over, or the account is gone or has other rights
     */
    public User user(String token) {
        return known(token).user();
    }

    private Known known(String token) {
        Tokens.Claims claims = tokens.read(token);
        return users.find(claims.user())
                .filter(known -> known.version() == claims.version())
                .orElseThrow(Logins::revoked);
    }

    private static NotLoggedInException revoked() {
        return NotLoggedInException.voidToken(NotLoggedInException.Reason.TOKEN_REVOKED);
    }

    /** Who the sender of a token is after a change; with a new session when the tokens of before are void. */
    public record Changed(User user, Optional<Session> session) {}

    /**
     * Changes the account that a token is from.
     *
     * @param name the new one, or null to keep the old
     * @param password the new one, or null to keep the old; needs the current one
     * @param current the current password, or null
     * @throws ValidationException when something is wrong
     * @throws TooManyAttemptsException when the current password was wrong too often
     */
    public Changed change(
            String token, @Nullable String name, @Nullable String password, @Nullable String current, String address) {
        Known known = known(token);
        List<Violation> violations = new ArrayList<>();
        if (name != null) {
            violations.addAll(NewUser.problemsOfName(name.strip()));
            violations.addAll(problemsOfName(name));
        }
        if (password != null) {
            violations.addAll(NewUser.problemsOfPassword(password, known.user().email()));
            if (current == null) {
                violations.add(new Violation("current_password", "This field is required."));
            }
        }
        if (!violations.isEmpty()) {
            throw new ValidationException(violations);
        }
        Optional<Session> session = password == null || current == null
                ? Optional.empty()
                : Optional.of(changedPassword(known, password, current, address));
        if (name != null) {
            users.rename(known.user().id(), name.strip());
        }
        return new Changed(
                users.find(known.user().id()).orElseThrow(Logins::revoked).user(), session);
    }

    private Session changedPassword(Known known, String password, String current, String address) {
        Attempt attempt = attempt(known.user().email(), address);
        if (!attempt.of(() -> users.isPasswordOf(known, current))) {
            throw wrong("current_password", "This is not your password.");
        }
        attempt.succeeded();
        if (!users.changePassword(known, password)) {
            throw revoked();
        }
        return session(known.user().id(), known.version() + 1);
    }

    /** The addresses of those who answer tickets, at most so many. */
    public List<String> staff(int most) {
        return users.staff(most);
    }

    private List<Violation> problemsOfName(String name) {
        return registration.isReserved(name) ? List.of(new Violation("name", "This name is reserved.")) : List.of();
    }

    /** The account with an address, as people write it. */
    public Optional<User> account(String email) {
        return users.find(NewUser.normalized(email)).map(Known::user);
    }

    /**
     * Removes the account with an address; its tokens are void then.
     *
     * @return whether there was one
     */
    public boolean remove(String email) {
        return users.remove(NewUser.normalized(email));
    }

    private static ValidationException wrong(String field, String message) {
        return new ValidationException(List.of(new Violation(field, message)));
    }
}
