package io.ticketkit.spi;

import io.ticketkit.ClassifiedField;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** A learned model as it is kept; what its bytes mean is none of a storage's business. Immutable. */
public final class StoredModel {
    /** No model is larger. */
    public static final int MAX_BYTES = 20 * 1024 * 1024;

    private final String tenant;
    private final ClassifiedField field;
    private final long version;
    private final Instant trainedAt;
    private final String checksum;
    private final byte[] content;

    /**
     * As a storage read it back.
     *
     * @param tenant whose tickets it was learned from
     * @param field what it suggests
     * @param version from 1; each next model of the same tenant and field has the next
     * @param trainedAt when it was learned
     * @param checksum the SHA-256 of the content as it was stored, 64 hexadecimal digits
     * @param content 1 to {@value #MAX_BYTES} bytes; copied
     * @throws IllegalArgumentException when the content is empty or too large, or the version is not positive
     */
    public StoredModel(
            String tenant, ClassifiedField field, long version, Instant trainedAt, String checksum, byte[] content) {
        if (content.length == 0 || content.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a model has 1 to " + MAX_BYTES + " bytes, not " + content.length + "; learn fewer features");
        }
        if (version < 1) {
            throw new IllegalArgumentException("versions begin with 1");
        }
        this.tenant = tenant;
        this.field = field;
        this.version = version;
        this.trainedAt = trainedAt.truncatedTo(ChronoUnit.MICROS);
        this.checksum = checksum;
        this.content = content.clone();
    }

    /**
     * A new one, with its checksum.
     *
     * @param tenant whose tickets it was learned from
     * @param field what it suggests
     * @param version from 1
     * @param trainedAt when it was learned
     * @param content 1 to {@value #MAX_BYTES} bytes; copied
     * @return the model
     * @throws IllegalArgumentException when the content is empty or too large, or the version is not positive
     */
    public static StoredModel of(
            String tenant, ClassifiedField field, long version, Instant trainedAt, byte[] content) {
        return new StoredModel(tenant, field, version, trainedAt, sha256(content), content);
    }

    /** {@return whose tickets it was learned from: the tenant} */
    public String tenant() {
        return tenant;
    }

    /** {@return what it suggests: the field} */
    public ClassifiedField field() {
        return field;
    }

    /** {@return the how many-th of its tenant and field it is: from 1} */
    public long version() {
        return version;
    }

    /** {@return when it was learned: in microseconds} */
    public Instant trainedAt() {
        return trainedAt;
    }

    /** {@return the SHA-256 of the content as it was stored: 64 hexadecimal digits} */
    public String checksum() {
        return checksum;
    }

    /** {@return what was learned: a copy} */
    public byte[] content() {
        return content.clone();
    }

    /** {@return whether the content still has its checksum: false when it was damaged on the way} */
    public boolean isIntact() {
        return checksum.equals(sha256(content));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "StoredModel[" + field + ", version " + version + ", " + content.length + " bytes]";
    }
}
