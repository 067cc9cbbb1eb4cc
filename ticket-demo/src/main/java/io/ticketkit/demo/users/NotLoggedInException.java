package io.ticketkit.demo.users;

/** Nobody knows who calls. The message is the same for all reasons that one could learn something from. */
public final class NotLoggedInException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean tokenGiven;

    private NotLoggedInException(String message, boolean tokenGiven) {
        // without the stack: there may be very many of them
        super(message, null, false, false);
        this.tokenGiven = tokenGiven;
    }

    static NotLoggedInException wrongPassword() {
        return new NotLoggedInException("The email address or the password is wrong.", false);
    }

    public static NotLoggedInException noToken() {
        return new NotLoggedInException("Log in first, and send the token as \"Authorization: Bearer …\".", false);
    }

    static NotLoggedInException voidToken() {
        return new NotLoggedInException("The token is not valid, or not any more: log in again.", true);
    }

    /** Whether there was a token, which is void. */
    public boolean isTokenGiven() {
        return tokenGiven;
    }
}
