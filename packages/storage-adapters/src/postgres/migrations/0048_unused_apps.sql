-- concurrently
-- What keeps an app from being removed as unused, and those of a time; built while others write.
drop index concurrently if exists tokens_app;
create index concurrently tokens_app on tokens (app_id);
drop index concurrently if exists authorization_codes_app;
create index concurrently authorization_codes_app on authorization_codes (app_id);
drop index concurrently if exists apps_created;
create index concurrently apps_created on apps (created_at);
