-- People who come from a sign-in provider: it has one name for each of them, and each of them one name there. Passwords are
-- accounts of better-auth too, and stay as they are.

CREATE UNIQUE INDEX "auth_account_identity_key" ON "auth_account" ("provider_id", "account_id")
  WHERE "provider_id" <> 'credential';
CREATE UNIQUE INDEX "auth_account_person_key" ON "auth_account" ("provider_id", "user_id")
  WHERE "provider_id" <> 'credential';
