-- Rows of every kind, in the shape of the first release: the tables of the migrations 20261123000000 and 20261123000001.
-- {address} is RunningHub's, {running} a run it knows. The tasks end in digits: 01 ready … 08 deleted.

INSERT INTO account (id, name, base_url, api_key_cipher, api_key_hash, slot_limit, remaining_coins) VALUES
  ('00000000-0000-7000-8000-0000000000a1', 'Simulator', '{address}', '-', '-', 1, '812');

INSERT INTO auth_user (id, name, email, role, updated_at) VALUES
  ('first', 'Ada', 'ada@example.org', 'admin', '2026-01-01 08:00Z');
INSERT INTO auth_account (id, account_id, provider_id, user_id, password, updated_at) VALUES
  ('first', 'first', 'credential', 'first', '{password}', '2026-01-01 08:00Z');

INSERT INTO workflow (id, remote_id, name, source, current_version_id) VALUES
  ('00000000-0000-7000-8000-0000000000b1', '1987654321098765402', 'Painter', 'remote', '00000000-0000-7000-8000-0000000000c1');
INSERT INTO workflow_version (id, workflow_id, hash, content, node_count) VALUES
  ('00000000-0000-7000-8000-0000000000c1', '00000000-0000-7000-8000-0000000000b1', 'first',
   '{"2": {"class_type": "CLIPTextEncode", "inputs": {"text": "a lighthouse"}}}', 1);

INSERT INTO batch (id, name, created_at) VALUES
  ('00000000-0000-7000-8000-0000000000d1', 'Lighthouses', '2026-01-02 08:00Z');

INSERT INTO upload (id, file_name, size, mime_type, sha256, created_at) VALUES
  ('00000000-0000-7000-8000-0000000000e1', 'harbour.png', 4, 'image/png', repeat('ab', 32), '2026-01-02 08:00Z');
INSERT INTO remote_file (account_id, sha256, remote_name) VALUES
  ('00000000-0000-7000-8000-0000000000a1', repeat('ab', 32), 'api/harbour.png');

INSERT INTO task (id, workflow_id, workflow_name, description, batch_id, account_id, workflow_version_id, node_count, status,
  reason_code, reason_message, remote_id, attempt_count, current_attempt_id, coins, seconds,
  created_at, queued_at, started_at, completed_at, timeout_at, deleted_at) VALUES
  ('00000000-0000-7000-8000-000000000001', '1987654321098765402', 'Painter', 'ready', NULL,
   '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000c1', 1, 'READY',
   NULL, NULL, NULL, 0, NULL, NULL, NULL, '2026-01-02 08:01Z', NULL, NULL, NULL, NULL, NULL),
  ('00000000-0000-7000-8000-000000000002', '1987654321098765402', 'Painter', 'first in line', NULL,
   '00000000-0000-7000-8000-0000000000a1', NULL, 1, 'PENDING',
   NULL, NULL, NULL, 0, NULL, NULL, NULL, '2026-01-02 08:02Z', '2026-01-02 08:02Z', NULL, NULL, NULL, NULL),
  ('00000000-0000-7000-8000-000000000003', '1987654321098765402', 'Painter', 'second in line', NULL,
   '00000000-0000-7000-8000-0000000000a1', NULL, 1, 'PENDING',
   NULL, NULL, NULL, 0, NULL, NULL, NULL, '2026-01-02 08:03Z', '2026-01-02 08:03Z', NULL, NULL, NULL, NULL),
  ('00000000-0000-7000-8000-000000000004', '1987654321098765402', 'Painter', 'running', NULL,
   '00000000-0000-7000-8000-0000000000a1', NULL, 1, 'RUNNING',
   NULL, NULL, '{running}', 1, '00000000-0000-7000-8000-0000000000f4', NULL, NULL,
   '2026-01-02 08:04Z', clock_timestamp() - interval '2 minutes', clock_timestamp() - interval '1 minute', NULL,
   clock_timestamp() + interval '1 day', NULL),
  ('00000000-0000-7000-8000-000000000005', '1987654321098765402', 'Painter', 'succeeded', '00000000-0000-7000-8000-0000000000d1',
   '00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000c1', 2, 'SUCCESS',
   NULL, NULL, '1', 1, '00000000-0000-7000-8000-0000000000f5', 12, 34,
   '2026-01-02 08:05Z', '2026-01-02 08:05Z', '2026-01-02 08:05Z', '2026-01-02 08:06Z', NULL, NULL),
  ('00000000-0000-7000-8000-000000000006', '1987654321098765402', 'Painter', 'failed', '00000000-0000-7000-8000-0000000000d1',
   '00000000-0000-7000-8000-0000000000a1', NULL, 1, 'FAILED',
   'TASK_ERROR', 'a node failed', '2', 1, '00000000-0000-7000-8000-0000000000f6', 1, 2,
   '2026-01-02 08:07Z', '2026-01-02 08:07Z', '2026-01-02 08:07Z', '2026-01-02 08:08Z', NULL, NULL),
  ('00000000-0000-7000-8000-000000000007', '1987654321098765402', 'Painter', 'stopped', NULL,
   '00000000-0000-7000-8000-0000000000a1', NULL, 1, 'STOPPED',
   NULL, NULL, NULL, 0, NULL, NULL, NULL, '2026-01-02 08:09Z', '2026-01-02 08:09Z', NULL, '2026-01-02 08:10Z', NULL, NULL),
  ('00000000-0000-7000-8000-000000000008', '1987654321098765402', 'Painter', 'deleted', NULL,
   '00000000-0000-7000-8000-0000000000a1', NULL, 1, 'READY',
   NULL, NULL, NULL, 0, NULL, NULL, NULL, '2026-01-02 08:11Z', NULL, NULL, NULL, NULL, clock_timestamp());

INSERT INTO node_input (task_id, position, node_id, field_name, value, value_type, upload_id)
SELECT id, 0, '2', 'text', 'a lighthouse, ' || description, 'string', NULL FROM task;
INSERT INTO node_input (task_id, position, node_id, field_name, value, value_type, upload_id) VALUES
  ('00000000-0000-7000-8000-000000000005', 1, '3', 'image', NULL, 'upload', '00000000-0000-7000-8000-0000000000e1');

INSERT INTO attempt (id, task_id, account_id, number, slot_no, state, epoch, webhook_token, remote_id, remote_state,
  prepared_at, sent_at, answered_at, running_at, ended_at, released_at, next_poll_at, coins, seconds) VALUES
  ('00000000-0000-7000-8000-0000000000f4', '00000000-0000-7000-8000-000000000004', '00000000-0000-7000-8000-0000000000a1',
   1, 1, 'ACCEPTED', 3, 'token 4', '{running}', 'RUNNING',
   clock_timestamp() - interval '1 minute', clock_timestamp() - interval '1 minute', clock_timestamp() - interval '1 minute',
   clock_timestamp() - interval '1 minute', NULL, NULL, '2026-01-02 08:05Z', NULL, NULL),
  ('00000000-0000-7000-8000-0000000000f5', '00000000-0000-7000-8000-000000000005', '00000000-0000-7000-8000-0000000000a1',
   1, 1, 'ACCEPTED', 3, 'token 5', '1', 'SUCCESS',
   '2026-01-02 08:05Z', '2026-01-02 08:05Z', '2026-01-02 08:05Z', '2026-01-02 08:05Z', '2026-01-02 08:06Z', '2026-01-02 08:06Z', NULL, 12, 34),
  ('00000000-0000-7000-8000-0000000000f6', '00000000-0000-7000-8000-000000000006', '00000000-0000-7000-8000-0000000000a1',
   1, 1, 'ACCEPTED', 3, 'token 6', '2', 'FAILED',
   '2026-01-02 08:07Z', '2026-01-02 08:07Z', '2026-01-02 08:07Z', '2026-01-02 08:07Z', '2026-01-02 08:08Z', '2026-01-02 08:08Z', NULL, 1, 2);

INSERT INTO output (id, task_id, attempt_id, position, file_type, mime_type, state, file_key, size, sha256, error) VALUES
  ('00000000-0000-7000-8000-000000000051', '00000000-0000-7000-8000-000000000005', '00000000-0000-7000-8000-0000000000f5',
   0, 'png', 'image/png', 'STORED',
   'results/00000000-0000-7000-8000-000000000005/00000000-0000-7000-8000-000000000051.png', 4, repeat('cd', 32), NULL),
  ('00000000-0000-7000-8000-000000000052', '00000000-0000-7000-8000-000000000005', '00000000-0000-7000-8000-0000000000f5',
   1, 'mp4', 'video/mp4', 'FAILED', NULL, NULL, NULL, 'the link had expired');

INSERT INTO task_event (task_id, type, to_status, actor, at)
SELECT id, 'created', 'READY', 'Ada', created_at FROM task;

INSERT INTO scheduler_lease (name, holder, epoch, acquired_at, renewed_at, expires_at) VALUES
  ('scheduler', 'a process of the first release', 3, '2026-01-02 08:00Z', '2026-01-02 08:20Z', '2026-01-02 08:20Z');
INSERT INTO setting (name, value) VALUES ('queue.paused', 'true');
