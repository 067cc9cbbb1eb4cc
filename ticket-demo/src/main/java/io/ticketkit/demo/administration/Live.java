package io.ticketkit.demo.administration;

import io.ticketkit.demo.settings.Settings;

/** What runs with the settings. */
public interface Live {
    /** Ready to be used, or to be thrown away. */
    interface Prepared {
        /** From now on this is used. */
        void enter();

        /** It will not be used. */
        void discard();
    }

    /**
     * Builds what would run with other settings.
     *
     * @throws io.ticketkit.demo.settings.SettingsException when that cannot be; what runs goes on
     */
    Prepared prepare(Settings settings);

    /** Asks the language model of these settings once; takes a bounded time. */
    Report tryModel(Settings settings);

    /** Tries the Zendesk of these settings, and changes nothing there; takes a bounded time. */
    Report tryZendesk(Settings settings);
}
