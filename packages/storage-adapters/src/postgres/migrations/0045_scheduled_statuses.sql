-- Posts that wait for their time, as their authors wrote them.
create table scheduled_statuses (
  id bigint primary key,
  account_id bigint not null references accounts (id) on delete cascade,
  due_at timestamptz(3) not null,
  post jsonb not null,
  created_at timestamptz(3) not null,
  refusal text
);

-- An author's list, the last written first; and how many wait.
create index scheduled_statuses_account on scheduled_statuses (account_id, id desc);

-- What is to be published now.
create index scheduled_statuses_due on scheduled_statuses (due_at) where refusal is null;
