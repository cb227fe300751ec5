-- One LinkedIn profile under several addresses (de.linkedin.com/in/x, linkedin.com/in/x/en, …) has one key. What the user wrote stays; keys made before are made anew, here as
-- bl_handle_key makes them now.
UPDATE handle SET key = 'linkedin.com' || substr(key, instr(key || '/', '/')) WHERE kind = 3 AND substr(key, 1, instr(key || '/', '/') - 1) LIKE '%.linkedin.com';
UPDATE handle SET key = 'linkedin.com/in/' || substr(key, 24) WHERE kind = 3 AND key LIKE 'linkedin.com/mwlite/in/%';
UPDATE handle SET key = 'linkedin.com/in/' || substr(key, 19) WHERE kind = 3 AND key LIKE 'linkedin.com/m/in/%';
UPDATE handle SET key = substr(key, 1, 15 + instr(substr(key, 17) || '/', '/')) WHERE kind = 3 AND key LIKE 'linkedin.com/in/%/%';
UPDATE handle SET key = '' WHERE kind = 3 AND key IN ('linkedin.com', 'linkedin.com/in', 'linkedin.com/in/', 'linkedin.com/profile/view');
