-- What many people use just now, written anew every few minutes. A few thousand rows at most.
create table trends (
  kind text not null,
  subject text not null,
  language text,
  author_id bigint,
  peak double precision not null,
  peak_at timestamptz(3) not null,
  score double precision not null,
  primary key (kind, subject)
);

-- What the staff decided about it, which outlives the trend.
create table trend_reviews (
  kind text not null,
  subject text not null,
  is_allowed boolean not null,
  at timestamptz(3) not null,
  primary key (kind, subject)
);
