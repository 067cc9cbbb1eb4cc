-- Who has an account. Addresses are stored as they are compared: in lower case.
create table demo_user (
    id bigint generated always as identity primary key,
    email varchar(254) not null,
    name varchar(200) not null, -- 100 characters; H2 counts UTF-16 units
    role varchar(16) not null,
    password_hash varchar(255) not null,
    -- counted up when password or role change: tokens of before are void then
    token_version integer default 0 not null,
    created_at bigint not null,
    constraint demo_user_email unique (email),
    constraint demo_user_email_form check (email = lower(email) and email like '_%@_%'),
    -- not "in": H2 2.4 refuses every row once the session that ran this is closed
    constraint demo_user_role check (role = any (array['requester', 'agent', 'admin'])),
    constraint demo_user_created_at check (created_at between 946684800000000 and 253402300799999999)
);
