package io.ticketkit.demo.users;

import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.demo.users.Users.Known;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Making accounts, logging in, and who a token is from. Safe for concurrent use. */
public final class Logins {
    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

    private final Users users;
    private final Tokens tokens;
    private final Predicate<String> namesTickets;
    private final Throttle byAccount;
    private final Throttle byAddress;
    private final Throttle registrations;

    /**
     * Logins.
     *
     * @param secret of at least 32 bytes: whoever has it can be anybody
     * @param namesTickets whether there are tickets of a requester of this address
     */
    public Logins(Users users, String secret, Predicate<String> namesTickets, Clock clock) {
        this.users = users;
        this.tokens = new Tokens(secret, clock);
        this.namesTickets = namesTickets;
        this.byAccount = new Throttle(clock, 10, Duration.ofMinutes(1));
        this.byAddress = new Throttle(clock, 30, Duration.ofSeconds(10));
        this.registrations = new Throttle(clock, 30, Duration.ofSeconds(30));
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

    /**
     * Makes an account of a requester. Nobody proves here that an address is the own: one that tickets name already is
     * not given away.
     *
     * @param address where the request comes from
     * @throws ValidationException when something is wrong, or there is an account already
     * @throws TooManyAttemptsException when too many come from there
     */
    public User register(NewUser draft, String address) {
        List<Violation> violations = draft.violations();
        if (!violations.isEmpty()) {
            throw new ValidationException(violations);
        }
        registrations.take(address);
        return Optional.of(draft)
                .filter(free -> !namesTickets.test(free.email()))
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
        take(account, address);
        Optional<Known> known = users.find(account, password);
        if (known.isEmpty()) {
            // who tried with what is not for a log: a password may stand in the wrong field
            LOG.warn("A login failed: unknown address or wrong password");
            throw NotLoggedInException.wrongPassword();
        }
        giveBack(account, address);
        return session(known.get().user().id(), known.get().version());
    }

    /** Both, or none. */
    private void take(String account, String address) {
        try {
            byAccount.take(account);
            try {
                byAddress.take(address);
            } catch (TooManyAttemptsException e) {
                byAccount.giveBack(account);
                throw e;
            }
        } catch (TooManyAttemptsException e) {
            LOG.warn("A login was refused: too many attempts");
            throw e;
        }
    }

    private void giveBack(String account, String address) {
        byAccount.giveBack(account);
        byAddress.giveBack(address);
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
        return tokens.read(token)
                .flatMap(claims -> users.find(claims.user()).filter(known -> known.version() == claims.version()))
                .orElseThrow(NotLoggedInException::voidToken);
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
                users.find(known.user().id())
                        .orElseThrow(NotLoggedInException::voidToken)
                        .user(),
                session);
    }

    private Session changedPassword(Known known, String password, String current, String address) {
        String account = known.user().email();
        take(account, address);
        if (!users.isPasswordOf(known, current)) {
            throw wrong("current_password", "This is not your password.");
        }
        giveBack(account, address);
        if (!users.changePassword(known, password)) {
            throw NotLoggedInException.voidToken();
        }
        return session(known.user().id(), known.version() + 1);
    }

    /** The addresses of those who answer tickets, at most so many. */
    public List<String> staff(int most) {
        return users.staff(most);
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
