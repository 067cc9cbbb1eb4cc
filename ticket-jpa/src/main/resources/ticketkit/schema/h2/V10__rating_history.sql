-- TicketKit, schema version 10, for H2: the history of a rating tells the scores.

alter table ticket_history drop constraint ticket_history_field_code;
alter table ticket_history add constraint ticket_history_field_code check (field = any (array[
        'title', 'description', 'category', 'priority', 'status', 'sentiment', 'urgency_score', 'requester',
        'assignee', 'team', 'tags', 'channel', 'attributes', 'host_reference', 'rating']));
alter table ticket_history drop constraint ticket_history_field_when_changed;
alter table ticket_history add constraint ticket_history_field_when_changed check (
    kind = 'rated' or (field is null) = (kind = any (array[
        'submitted', 'commented', 'comment_edited', 'comment_deleted', 'attached',
        'detached', 'merged', 'absorbed', 'linked', 'unlinked'])));
-- older lines of ratings have no field
alter table ticket_history add constraint ticket_history_rating_when_rated check (
    field is null or (kind = 'rated') = (field = 'rating'));

insert into ticket_schema_version (version) values (10);
