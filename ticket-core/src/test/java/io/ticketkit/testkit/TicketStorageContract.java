package io.ticketkit.testkit;

/**
 * What every storage must do, told through the public API. Extend it, give it a {@link StorageHarness}, and run it with
 * JUnit 5; AssertJ must be on the test class path.
 *
 * <pre>{@code
 * class MyStorageTest extends TicketStorageContract {
 *     private static final MyStorage STORAGE = new MyStorage();
 *
 *     @Override
 *     public StorageHarness harness() {
 *         return number -> STORAGE;
 *     }
 * }
 * }</pre>
 */
public abstract class TicketStorageContract
        implements WritingContract,
                ChangingContract,
                BulkContract,
                RaceContract,
                ScopeContract,
                QueryContract,
                TrendContract,
                AnalyticsContract,
                PagingContract,
                EventContract,
                ConversationContract,
                ConversationListContract,
                ConversationRaceContract,
                NoteSecrecyContract,
                RunContract,
                RunReportContract,
                BacktestContract,
                MergeContract,
                MergedConversationContract,
                LinkContract,
                RoutingContract,
                AssignmentContract,
                BackgroundContract,
                BackgroundTroubleContract,
                ModelContract,
                LabelContract,
                TrainingContract,
                LearningContract,
                ReclassifyContract,
                OutboxContract,
                OutboxTroubleContract,
                OutboxRaceContract,
                SimilarContract,
                ChatContract,
                ChatModelContract,
                AssistanceContract,
                AttachmentContract,
                AttachmentContentContract,
                MergedAttachmentContract,
                FeedbackContract,
                ArchiveContract,
                ProcessingContract,
                ProcessingTroubleContract,
                ProcessingFaultContract,
                ProcessingLifeContract,
                ProcessingLimitsContract,
                PrivacyContract,
                PrivacyRaceContract,
                RetentionContract {
    /** For subclasses. */
    protected TicketStorageContract() {}
}
