-- The Ed25519 key by which an account's documents can be proved, beside the RSA key that signs its requests. Accounts that were
-- made before get theirs from the next server that starts.

alter table account_keys add column proof_multibase text;
alter table account_keys add column proof_sealed text;
alter table account_keys add constraint account_keys_proof_is_whole
  check ((proof_multibase is null) = (proof_sealed is null)) not valid;
