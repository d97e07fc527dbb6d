-- What is asked of other servers on the side, and for a day what was.
create table errands (
  kind text not null,
  subject text not null,
  attempts integer not null default 0,
  -- Null once it is done.
  next_at timestamptz(3),
  done_at timestamptz(3),
  primary key (kind, subject)
);

-- What is due, and what can be forgotten.
create index errands_due on errands (next_at) where next_at is not null;
create index errands_done on errands (done_at) where done_at is not null;
