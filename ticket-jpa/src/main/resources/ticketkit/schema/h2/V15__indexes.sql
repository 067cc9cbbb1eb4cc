-- TicketKit, schema version 15, for H2: statistics from an index; and no index where H2 has made the same for a foreign key, or
-- takes that one and sorts the few rows of a ticket.

create index ticket_figures_idx on ticket (tenant, category, priority, status, sentiment, urgency_score);

drop index ticket_attachment_comment_idx;
drop index ticket_answer_feedback_comment_idx;
drop index ticket_merge_original_idx;
drop index ticket_link_high_idx;
drop index ticket_attachment_ticket_idx;
drop index ticket_answer_feedback_ticket_idx;
drop index ticket_conversation_ticket_idx;

insert into ticket_schema_version (version) values (15);
