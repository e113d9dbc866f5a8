\set c random(1, 10)
\set p random(1, 2000)
\set e random(1, 8)
\set t random(1, 8)
\set r random(1, 5)
\set s random(0, 500000000)
SELECT * FROM bench.book(bench.id(1, :c, 0), bench.id(2, :c, 9), bench.id(3, :c, 9), bench.id(8, :c, :p), bench.id(5, :c, :e), bench.id(6, :c, :t), bench.id(7, :c, :r), timestamptz '2100-01-01 00:00Z' + :s * interval '30 minutes', timestamptz '2100-01-01 00:00Z' + (:s + 1) * interval '30 minutes');
