-- A nation in so many statements. Each section is one step: done whole or not at all, and not again once it is done.
-- Keys are hashes of numbers, so that no step has to look another's rows up. District 1 is the largest; the last one
-- has a single school; every other has an equal share.

-- step: keys
CREATE OR REPLACE FUNCTION nation_key(kind text, number bigint) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN md5(kind || number)::uuid;
CREATE OR REPLACE FUNCTION nation_name(number bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    (ARRAY['Ada', 'Ben', 'Cora', 'Dan', 'Eve', 'Finn', 'Gail', 'Hugo', 'Iris', 'Jack', 'Kim', 'Leo', 'Mia'])
        [1 + mod(number, 13)::int] || ' ' ||
    (ARRAY['Abbott', 'Baker', 'Cole', 'Diaz', 'Evans', 'Ford', 'Gray', 'Hill', 'Ito', 'Jones', 'King'])
        [1 + mod(number, 11)::int] || ' ' || number;
CREATE OR REPLACE VIEW nation_schools AS
    SELECT s, CASE WHEN s <= $largest_schools THEN 1 WHEN s = $largest_schools + 1 THEN $districts
                   ELSE 2 + mod(s - $largest_schools - 2, $districts - 2) END AS d
    FROM generate_series(1, $schools) AS s;
CREATE OR REPLACE VIEW nation_posts AS
    SELECT s, d, CASE WHEN d = 1 THEN $districts + 1 + mod(s, $largest_officers) ELSE d END AS o FROM nation_schools;

-- step: the spread of the referrals
CREATE UNLOGGED TABLE nation_referrals AS
    SELECT n, r.s, d, o, moment,
        CASE WHEN mod(n, 401) = 0 OR moment > timestamptz '$at' - interval '3 days' THEN NULL
             ELSE moment + interval '2 days' END AS closed_at,
        (ARRAY['yes', 'no', 'unsure'])[1 + mod(n, 3)] AS crime
    FROM (
        SELECT n,
            CASE WHEN n <= $largest_referrals THEN 1 + mod(n, $largest_schools)
                 ELSE $largest_schools + 1 + mod(n, $schools - $largest_schools) END AS s,
            timestamptz '$at' - make_interval(days => mod(n::bigint * 7919, 3650)::int, mins => 20 + mod(n, 300)::int) AS moment
        FROM generate_series(1, $referrals) AS n
    ) AS r JOIN nation_posts USING (s);

-- step: organizations
INSERT INTO accounts_organization (id, kind, name, name_folded, slug, state, time_zone, phone, level, nces_leaid, nces_schid, ori,
    roster_id, roster_name, closes_at, created_at, parent_id)
SELECT nation_key(kind || ':', n), kind, initcap(kind) || ' ' || n, kind || ' ' || n, kind || '-' || n, '',
    (ARRAY['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'])[1 + mod(n, 4)],
    '', '', '', '', '', '', '', '15:30', '$at', NULL
FROM generate_series(1, $districts) AS n, unnest(ARRAY['district', 'agency']) AS kind;
INSERT INTO accounts_organization (id, kind, name, name_folded, slug, state, time_zone, phone, level, nces_leaid, nces_schid, ori,
    roster_id, roster_name, closes_at, created_at, parent_id)
SELECT nation_key('school:', s), 'school', 'School ' || s, 'school ' || s, 'school-' || s, '',
    (ARRAY['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'])[1 + mod(d, 4)],
    '', '', '', '', '', '', '', '15:30', '$at', nation_key('district:', d)
FROM nation_schools;
INSERT INTO accounts_closedday (first_day, last_day, name, created_at, organization_id)
SELECT date '$at' + week * 70, date '$at' + week * 70 + mod(d, 5)::int, 'Break ' || week, '$at',
    nation_key('district:', d)
FROM generate_series(1, $districts) AS d, generate_series(-8, 5) AS week;

-- step: people
CREATE UNLOGGED TABLE nation_people AS
SELECT role, n, CASE WHEN role IN ('district_administrator', 'signatory_district') THEN nation_key('district:', n)
                     ELSE nation_key('agency:', n) END AS place
FROM generate_series(1, $districts) AS n,
    unnest(ARRAY['district_administrator', 'signatory_district', 'sro_supervisor', 'agency_administrator',
        'signatory_agency']) AS role
UNION ALL SELECT 'principal', s, nation_key('school:', s) FROM generate_series(1, $schools) AS s
UNION ALL SELECT DISTINCT 'sro', o, nation_key('agency:', d) FROM nation_posts
UNION ALL SELECT 'staff', n, nation_key('school:', 1 + mod(n, $schools)) FROM generate_series(1, $staff) AS n;
INSERT INTO accounts_user (id, password, email, name, name_folded, phone, is_active, created_at, joined_at)
SELECT nation_key(role || ':', n), '!', role || '.' || n || '@nation.example', nation_name(n),
    lower(nation_name(n)), '', true,
    timestamptz '$at' - interval '400 days', timestamptz '$at' - interval '400 days'
FROM nation_people;
INSERT INTO accounts_membership (id, role, title, starts_on, ends_on, source, created_at, user_id, organization_id, side)
SELECT nation_key('membership:' || role || ':', n),
    CASE WHEN role LIKE 'signatory%' THEN 'signatory' ELSE role END, '', date '$at' - 400, NULL, 'roster',
    timestamptz '$at' - interval '400 days', nation_key(role || ':', n), place, side
FROM nation_people JOIN accounts_organization ON accounts_organization.id = place;

-- step: partnerships
INSERT INTO partnerships_partnership (id, school_contact, agency_contact, proposed_at, accepted_at, district_id,
    agency_id, proposed_by_id, proposed_for_id, accepted_by_id, form_key)
SELECT nation_key('partnership:', d), '555-0100', '555-0111', timestamptz '$at' - interval '4000 days',
    timestamptz '$at' - interval '3999 days', nation_key('district:', d), nation_key('agency:', d),
    nation_key('district_administrator:', d), nation_key('district:', d), nation_key('agency_administrator:', d),
    nation_key('partnership:', d)
FROM generate_series(1, $districts) AS d;
INSERT INTO partnerships_partnershipschool (starts_on, ends_on, partnership_id, school_id)
SELECT date '$at' - 3999, NULL, nation_key('partnership:', d), nation_key('school:', s) FROM nation_schools;
INSERT INTO partnerships_posting (id, phone, here_until, starts_on, ends_on, created_at, officer_id, partnership_id,
    school_id, form_key)
SELECT nation_key('posting:', s), '', NULL, date '$at' - 400, NULL, timestamptz '$at' - interval '400 days',
    nation_key('sro:', o), nation_key('partnership:', d), nation_key('school:', s),
    nation_key('posting:', s)
FROM nation_posts;
INSERT INTO partnerships_agreement (id, created_at, partnership_id)
SELECT nation_key('agreement:', d), timestamptz '$at' - interval '3999 days', nation_key('partnership:', d)
FROM generate_series(1, $districts) AS d;

-- step: MOUs
INSERT INTO partnerships_version (id, number, state, title, signed_on, signed_by_school, signed_by_agency,
    effective_on, expires_on, entered_at, confirmed_at, rejection_reason, agreement_id, confirmed_by_id,
    entered_by_id, entered_for_id, form_key)
SELECT nation_key('version' || turn || ':', d), turn, 'confirmed', 'Memorandum of understanding',
    begun, 'S. Superintendent', 'C. Chief', begun, begun + 1095, begun::timestamptz, begun::timestamptz, '',
    nation_key('agreement:', d), nation_key('agency_administrator:', d), nation_key('district_administrator:', d),
    nation_key('district:', d), nation_key('version' || turn || ':', d)
FROM (
    -- One district in forty is without an MOU in force; a new version came every three years.
    SELECT d, turn, date '$at' - mod(d * 7, 330)::int - 20 - 1095 * (4 - turn)
        - CASE WHEN mod(d, 40) = 3 THEN 1095 ELSE 0 END AS begun
    FROM generate_series(1, $districts) AS d, generate_series(1, 4) AS turn
) AS signed;
INSERT INTO partnerships_clause (id, key, number, position, subject, heading, text, key_words, plain, version_id)
SELECT nation_key('clause' || part || ':', d), nation_key('clause' || part || ':', d), '4.' || part, part,
    (ARRAY['roles', 'discipline', 'calls', 'information', 'identity', 'police_powers', 'guardians', 'training',
        'emergency', 'review'])[1 + mod(part, 10)],
    'Clause ' || part, repeat('The officer takes no part in school discipline. ', 4), '',
    'Rules are the school’s, laws are the officer’s.', nation_key('version4:', d)
FROM generate_series(1, $districts) AS d, generate_series(1, 12) AS part;
INSERT INTO partnerships_term (key, value, clause_id, version_id)
SELECT 'school_days_to_review', to_jsonb(3 + mod(d, 3)), nation_key('clause2:', d), nation_key('version4:', d)
FROM generate_series(1, $districts) AS d;

-- step: courses
INSERT INTO training_course (id, topic, title, title_folded, summary, provider, hours, created_at, created_by_id, organization_id,
    form_key)
SELECT nation_key('course:', d), 'mou', 'The MOU in an hour', 'the mou in an hour', '', '', 1, timestamptz '$at' - interval '40 days',
    nation_key('district_administrator:', d), nation_key('district:', d), nation_key('course:', d)
FROM generate_series(1, $districts) AS d;
INSERT INTO training_requirement (id, days_to_complete, valid_months, reason, starts_on, ends_on, created_at,
    course_id, created_by_id, organization_id, form_key)
SELECT nation_key('requirement:', d), 30, 12, '', date '$at' - 40, NULL, timestamptz '$at' - interval '40 days',
    nation_key('course:', d), nation_key('district_administrator:', d), nation_key('district:', d),
    nation_key('requirement:', d)
FROM generate_series(1, $districts) AS d;
INSERT INTO training_requirementrole (role, requirement_id)
SELECT role, nation_key('requirement:', d)
FROM generate_series(1, $districts) AS d, unnest(ARRAY['staff', 'principal']) AS role;
INSERT INTO training_evidence (id, kind, title, attested_by, file, file_name, media_type, size, sha256, original,
    original_sha256, added_at, added_by_id, organization_id, form_key)
SELECT nation_key('evidence:', d), 'attestation', 'Sheet', 'Attested', '', '', '', 0, '', '', '', '$at',
    nation_key('district_administrator:', d), nation_key('district:', d), nation_key('evidence:', d)
FROM generate_series(1, $districts) AS d;
INSERT INTO training_completion (id, completed_on, hours, recorded_at, withdrawal_reason, recorded_by_id, user_id,
    course_id, evidence_id)
SELECT nation_key('completion:', n), date '$at' - mod(n, 300)::int, 1, '$at', '',
    nation_key('district_administrator:', d), nation_key('staff:', n), nation_key('course:', d),
    nation_key('evidence:', d)
FROM generate_series(1, $staff, 3) AS n JOIN nation_schools ON s = 1 + mod(n, $schools);

-- step: referrals
INSERT INTO incidents_referral (id, form_key, state, school_year, sequence, agency_year, agency_sequence,
    danger, crime, started_by, what_for, tried, plan, behavior, place,
    occurred_at, created_at, changed_at, submitted_at, clock_started_on, answer_due_on, review_due_on, closed_at,
    district_id, partnership_id, school_id, submitted_by_id, written_by_id)
SELECT nation_key('referral:', n), nation_key('form:', n), CASE WHEN closed_at IS NULL THEN
        CASE WHEN mod(n, 2) = 0 THEN 'accepted' ELSE 'submitted' END ELSE 'decided' END,
    extract(year FROM moment - interval '6 months'), n, extract(year FROM moment - interval '6 months'), n, 'none', crime, 'staff', 'act', 'talk', '',
    (ARRAY['fight', 'vaping', 'phone', 'theft', 'threat'])[1 + mod(n, 5)],
    (ARRAY['hallway', 'cafeteria', 'classroom'])[1 + mod(n, 3)], moment - interval '1 hour', moment, moment, moment,
    moment::date, moment::date + 1, moment::date + 4, closed_at, nation_key('district:', d),
    nation_key('partnership:', d), nation_key('school:', s), nation_key('principal:', s), nation_key('principal:', s)
FROM nation_referrals;

-- step: texts
INSERT INTO incidents_referraltext (kind, text, referral_id)
SELECT kind, CASE kind WHEN 'shared' THEN repeat('Two students argued by the lockers; staff walked both out. ', 5)
                       ELSE 'Staff saw a push and nothing else.' END, nation_key('referral:', n)
FROM nation_referrals, unnest(ARRAY['shared', 'crime_reason']) AS kind;

-- step: participants
INSERT INTO incidents_participant (id, position, role, kind, description, referral_id)
SELECT nation_key('participant:', n), 1, 'subject', 'student', 'tenth grade, green jacket', nation_key('referral:', n)
FROM nation_referrals;

-- step: answers
INSERT INTO incidents_response (id, answer, reason, elements_present, nibrs_code, at, agency_id, by_id, referral_id,
    form_key)
SELECT nation_key('response:', n), 'accept', '', crime, '', moment + interval '2 hours', nation_key('agency:', d),
    nation_key('sro:', o), nation_key('referral:', n), nation_key('response:', n)
FROM nation_referrals WHERE closed_at IS NOT NULL OR mod(n, 2) = 0;

-- step: outcomes
INSERT INTO incidents_outcome (id, kind, note, form_key, at, agency_id, by_id, referral_id)
SELECT nation_key('outcome:', n), 'advice', '', nation_key('outcome form:', n), moment + interval '1 day',
    nation_key('agency:', d), nation_key('sro:', o), nation_key('referral:', n)
FROM nation_referrals WHERE closed_at IS NOT NULL;

-- step: reviews
INSERT INTO incidents_review (id, determination, crime_involved, agrees_on_crime, reason, feedback, notes, at,
    agency_id, by_id, referral_id, form_key)
SELECT nation_key('review:', n), 'police_matter', crime, mod(n, 7) > 0, 'The matter was for the police.', '', '',
    closed_at, nation_key('agency:', d), nation_key('sro_supervisor:', d), nation_key('referral:', n),
    nation_key('review:', n)
FROM nation_referrals WHERE closed_at IS NOT NULL;

-- step: disclosures
INSERT INTO incidents_disclosure (id, direction, about, subject_id, basis, identity_basis, fields, at, by_id,
    clause_id, partnership_id, recipient_id, source_id, referral_id)
SELECT nation_key('told:', n), 'to_agency', 'referral', nation_key('referral:', n), 'personal_observation', '',
    '["crime", "texts"]', moment, nation_key('principal:', s), nation_key('clause4:', d),
    nation_key('partnership:', d), nation_key('agency:', d), nation_key('district:', d), nation_key('referral:', n)
FROM nation_referrals;

-- step: projections
INSERT INTO incidents_disclosuretext (disclosure_id, projection, ground)
SELECT nation_key('told:', n), jsonb_build_object('number', n::text, 'school', 'School ' || s,
        'district', 'District ' || d, 'time_zone', 'America/New_York', 'danger', 'none', 'crime', crime,
        'started_by', 'staff', 'what_for', 'act', 'tried', 'talk', 'behavior', 'fight', 'place', 'hallway', 'occurred_at', moment - interval '1 hour',
        'submitted_at', moment, 'writer', writer, 'sender', writer,
        'texts', jsonb_build_object(
            'shared', repeat('Two students argued by the lockers; staff walked both out. ', 5),
            'crime_reason', 'Staff saw a push and nothing else.'),
        'participants',
        '[{"role": "subject", "kind": "student", "description": "tenth grade, green jacket"}]'::jsonb), '{}'
FROM nation_referrals, LATERAL (SELECT jsonb_build_object('name', nation_name(s), 'title', '')) AS w (writer);

-- step: what was told back
-- Of the last two years, which is where lists begin.
INSERT INTO incidents_disclosure (id, direction, about, subject_id, basis, identity_basis, fields, at, by_id,
    clause_id, partnership_id, recipient_id, source_id, referral_id)
SELECT nation_key('told ' || about || ':', n), 'to_school', about, nation_key(about || ':', n), 'agency_record', '',
    '["by", "at"]', closed_at, nation_key('sro_supervisor:', d), nation_key('clause4:', d),
    nation_key('partnership:', d), nation_key('district:', d), nation_key('agency:', d), nation_key('referral:', n)
FROM nation_referrals, unnest(ARRAY['response', 'review']) AS about
WHERE closed_at > timestamptz '$at' - interval '2 years';
INSERT INTO incidents_disclosuretext (disclosure_id, projection, ground)
SELECT nation_key('told ' || about || ':', n), CASE about WHEN 'response' THEN
        jsonb_build_object('answer', 'accept', 'reason', '', 'elements_present', crime, 'nibrs_code', '',
            'clause', NULL, 'by', by, 'at', moment + interval '2 hours')
    ELSE
        jsonb_build_object('determination', 'police_matter', 'crime_involved', crime, 'agrees_on_crime',
            mod(n, 7) > 0, 'clause', NULL, 'reason', 'The matter was for the police.', 'feedback', '', 'by', by,
            'at', closed_at)
    END, '{}'
FROM nation_referrals, unnest(ARRAY['response', 'review']) AS about,
    LATERAL (SELECT jsonb_build_object('name', nation_name(o), 'title', '')) AS w (by)
WHERE closed_at > timestamptz '$at' - interval '2 years';
