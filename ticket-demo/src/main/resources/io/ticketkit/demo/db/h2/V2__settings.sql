-- What admins set: one row, so that all of it changes at once and two admins cannot overwrite each other.
create table demo_settings (
    id smallint primary key,
    version bigint not null,
    -- a JSON object of texts by setting; secrets are encrypted
    content character varying(1000000) not null,
    changed_at bigint,
    changed_by varchar(254),
    constraint demo_settings_one check (id = 1),
    constraint demo_settings_version check (version > 0),
    constraint demo_settings_content check (char_length(content) <= 1000000),
    constraint demo_settings_changed_at check (changed_at between 946684800000000 and 253402300799999999)
);

insert into demo_settings (id, version, content) values (1, 1, '{}');

-- Who changed which; of a secret only whether there is one.
create table demo_settings_change (
    id bigint generated always as identity primary key,
    version bigint not null,
    changed_at bigint not null,
    changed_by varchar(254) not null,
    field varchar(64) not null,
    old_value varchar(4000) not null,
    new_value varchar(4000) not null,
    constraint demo_settings_change_version check (version > 1),
    constraint demo_settings_change_at check (changed_at between 946684800000000 and 253402300799999999)
);
