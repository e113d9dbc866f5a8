\set c random(1, 10)
\set p random(1, 2000)
SELECT id, mrn, first_name, last_name, email, birth_date FROM patient WHERE id = bench.id(8, :c, :p) AND clinic_id = bench.id(1, :c, 0);
