package io.ticketkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which files may be attached. Public and internal files of a ticket are counted apart, so that nobody learns from a
 * refusal that there are internal ones. Immutable.
 *
 * <p>Types and extensions are what the sender says; no content is looked into. They keep honest people from mistakes; against
 * others a host scans what it gives out, and never has a browser show it in place.
 */
public final class AttachmentRules {
    /** What desktops run when it is opened. */
    private static final Set<String> PROGRAMS = Set.of(
            "ade",
            "adp",
            "app",
            "appx",
            "appxbundle",
            "apk",
            "bat",
            "chm",
            "cmd",
            "com",
            "command",
            "cpl",
            "deb",
            "desktop",
            "diagcab",
            "dll",
            "dmg",
            "exe",
            "gadget",
            "hta",
            "inf",
            "ins",
            "iso",
            "isp",
            "jar",
            "jnlp",
            "js",
            "jse",
            "lnk",
            "mde",
            "msc",
            "msi",
            "msix",
            "msp",
            "mst",
            "pif",
            "pkg",
            "ps1",
            "psm1",
            "reg",
            "rpm",
            "scf",
            "scr",
            "sct",
            "shb",
            "sys",
            "url",
            "vb",
            "vbe",
            "vbs",
            "vhd",
            "vhdx",
            "vxd",
            "wsc",
            "wsf",
            "wsh",
            "xll");

    private static final Set<String> PROGRAM_TYPES = Set.of(
            "application/hta",
            "application/java-archive",
            "application/vnd.android.package-archive",
            "application/vnd.microsoft.portable-executable",
            "application/x-dosexec",
            "application/x-executable",
            "application/x-msdos-program",
            "application/x-msdownload",
            "application/x-msi");

    private final long maxBytes;
    private final int maxFiles;
    private final long maxTotalBytes;
    private final Set<String> allowedTypes;
    private final Set<String> refusedTypes;
    private final Set<String> allowedExtensions;
    private final Set<String> refusedExtensions;

    private AttachmentRules(Builder builder) {
        this.maxBytes = builder.maxBytes;
        this.maxFiles = builder.maxFiles;
        this.maxTotalBytes = builder.maxTotalBytes;
        this.allowedTypes = builder.allowedTypes;
        this.refusedTypes = builder.refusedTypes;
        this.allowedExtensions = builder.allowedExtensions;
        this.refusedExtensions = builder.refusedExtensions;
    }

    /**
     * The default: 10 MiB a file; 50 public and 50 internal files a ticket, together 100 MiB each; everything but programs
     * and scripts that a desktop runs when they are opened.
     *
     * @return the rules
     */
    public static AttachmentRules standard() {
        return builder().build();
    }

    /** {@return a builder that starts with {@link #standard()}} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the largest file: bytes} */
    public long maxBytes() {
        return maxBytes;
    }

    /** {@return how many public, and how many internal files a ticket may have: a number} */
    public int maxFiles() {
        return maxFiles;
    }

    /** {@return how large the public, and how large the internal files of a ticket may be together: bytes} */
    public long maxTotalBytes() {
        return maxTotalBytes;
    }

    /**
     * What is wrong with a kind of file.
     *
     * @param draft what is said of it
     * @return unmodifiable; empty when it may be attached
     */
    public List<Violation> violations(AttachmentDraft draft) {
        List<Violation> all = new ArrayList<>();
        String extension = FileNames.extension(draft.name());
        if (refusedExtensions.contains(extension)
                || !(allowedExtensions.isEmpty() || allowedExtensions.contains(extension))) {
            all.add(new Violation(
                    "file",
                    extension.isEmpty()
                            ? "Files without an extension are not allowed."
                            : "File extension “" + extension + "” is not allowed.",
                    "Send it in another form."));
        }
        String type = draft.mediaType();
        if (holds(refusedTypes, type) || !(allowedTypes.isEmpty() || holds(allowedTypes, type))) {
            all.add(new Violation("file", "Files of type " + type + " are not allowed.", "Send it in another form."));
        }
        return List.copyOf(all);
    }

    private static boolean holds(Set<String> types, String type) {
        return types.contains(type) || types.contains(type.substring(0, type.indexOf('/')) + "/*");
    }

    /** Collects rules; not thread-safe. */
    public static final class Builder {
        private long maxBytes = 10L << 20;
        private int maxFiles = 50;
        private long maxTotalBytes = 100L << 20;
        private Set<String> allowedTypes = Set.of();
        private Set<String> refusedTypes = PROGRAM_TYPES;
        private Set<String> allowedExtensions = Set.of();
        private Set<String> refusedExtensions = PROGRAMS;

        private Builder() {}

        /**
         * Sets the largest file. Default: 10 MiB.
         *
         * @param value bytes, at least 1
         * @return this
         * @throws IllegalArgumentException when it is less
         */
        public Builder maxBytes(long value) {
            this.maxBytes = atLeastOne("maxBytes", value);
            return this;
        }

        /**
         * Sets how many public, and how many internal files a ticket may have. Default: 50.
         *
         * @param value 0 or more; 0 lets nobody attach anything
         * @return this
         * @throws IllegalArgumentException when it is less
         */
        public Builder maxFiles(int value) {
            if (value < 0) {
                throw new IllegalArgumentException("maxFiles must not be negative");
            }
            this.maxFiles = value;
            return this;
        }

        /**
         * Sets how large the public, and how large the internal files of a ticket may be together. Default: 100 MiB.
         *
         * @param value bytes, at least 1
         * @return this
         * @throws IllegalArgumentException when it is less
         */
        public Builder maxTotalBytes(long value) {
            this.maxTotalBytes = atLeastOne("maxTotalBytes", value);
            return this;
        }

        private static long atLeastOne(String name, long value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1");
            }
            return value;
        }

        /**
         * Sets the only media types that are allowed. Default: all but those that are refused.
         *
         * @param types such as {@code application/pdf} or {@code image/*}; empty for all
         * @return this
         */
        public Builder allowedTypes(Collection<String> types) {
            this.allowedTypes = lowerCase(types);
            return this;
        }

        /**
         * Sets the media types that are refused. Default: those of programs.
         *
         * @param types such as {@code application/x-msdownload} or {@code video/*}; replaces the default
         * @return this
         */
        public Builder refusedTypes(Collection<String> types) {
            this.refusedTypes = lowerCase(types);
            return this;
        }

        /**
         * Sets the only extensions that are allowed. Default: all but those that are refused.
         *
         * @param extensions without a dot; an empty text stands for none, an empty collection for all
         * @return this
         */
        public Builder allowedExtensions(Collection<String> extensions) {
            this.allowedExtensions = lowerCase(extensions);
            return this;
        }

        /**
         * Sets the extensions that are refused; the last one of a name counts. Default: those of programs and scripts that a
         * desktop runs when they are opened, among them {@code exe}, {@code js}, {@code jar}, {@code lnk}.
         *
         * @param extensions without a dot; replaces the default
         * @return this
         */
        public Builder refusedExtensions(Collection<String> extensions) {
            this.refusedExtensions = lowerCase(extensions);
            return this;
        }

        private static Set<String> lowerCase(Collection<String> names) {
            Set<String> all = new TreeSet<>();
            names.forEach(name -> all.add(name.strip().toLowerCase(Locale.ROOT)));
            return Set.copyOf(all);
        }

        /**
         * Makes the rules.
         *
         * @return the rules
         */
        public AttachmentRules build() {
            return new AttachmentRules(this);
        }
    }
}
