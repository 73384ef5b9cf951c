/** How many a mail says are hit, and whether there is a way around, in the words that the built-in policies use. */
export interface TriageFacts {
  readonly impact?: Impact;
  readonly workaround?: 'none';
  /** Why, a sentence each. */
  readonly evidence: readonly string[];
}

export type Impact = 'everyone' | 'many' | 'several' | 'one';

/** As much of a mail as is looked through, and of a sentence. */
const mostText = 20_000;
const longestSentence = 600;

const people =
  '(?:users?|students?|pupils?|learners?|teachers?|lecturers?|instructors?|tutors?|staff|employees?|colleagues?|people|participants?|customers?|admins?|nutzer(?:innen)?|benutzer(?:innen)?|anwender(?:innen)?|stud(?:enten|entinnen|ierenden?)|schüler(?:innen)?|lernenden?|lehrkräfte|lehrer(?:innen)?|dozent(?:en|innen)|kolleg(?:en|innen)|mitarbeit(?:er|erinnen|enden)|teilnehmer(?:innen|nde)?|leute|utilisateurs?|étudiant(?:e?s)?|élèves?|enseignants?|usuarios?|estudiantes?|alumnos?|profesores)';
const few = '(?:\\p{L}+ ){0,2}';

/** Nobody who can do something says it all. */
const nobody = words(
  `(?:nobody|no one|noone|none of (?:us|our ${few}${people}|the ${few}${people})) (?:can|could|is able|are able|is getting|gets|has access)`,
  `(?:niemand|keiner|keine[r]? (?:unserer |der )?${few}${people}) (?:kann|können|konnte|kommt|hat zugriff)`,
  '(?:kann|kommt|können) (?:sich )?(?:niemand|keiner)',
  `(?:personne ne (?:peut|parvient|arrive)|aucun ${people} ne)`,
  `(?:nadie puede|ningún ${people} puede)`,
);

const circles: readonly (readonly [Impact, RegExp])[] = [
  [
    'everyone',
    words(
      `(?:all|all of) (?:our |the |my |your )?${few}${people}`,
      `every (?:single )?${people}|everyone|everybody`,
      '(?:the |our )(?:whole|entire) (?:school|university|college|company|site|platform|system|organi[sz]ation|department|team|class)',
      `alle (?:unsere |die )?${few}${people}|sämtliche ${few}${people}|bei allen`,
      '(?:die|das|der|unsere?) (?:ganze|gesamte)n? (?:schule|universität|hochschule|firma|plattform|system|abteilung|klasse)',
      `tous (?:les|nos) ${people}|todos (?:los|nuestros) ${people}`,
    ),
  ],
  [
    'many',
    words(
      `(?:many|most|hundreds|thousands|dozens|lots)(?: of)? (?:our |the |my )?${few}${people}`,
      `(?:sehr )?viele (?:unserer )?${few}${people}|die meisten ${few}${people}|(?:hunderte|dutzende|zahlreiche)(?: von)? ${few}${people}`,
      `(?:beaucoup|la plupart) (?:de|des|d’)? ?(?:nos )?${people}|much[oa]s (?:de )?(?:nuestros )?${people}`,
    ),
  ],
  [
    'several',
    words(
      `(?:several|some|a few|multiple|various|a number)(?: of)? (?:our |the |my )?${few}${people}`,
      `(?:mehrere|einige|manche|verschiedene) (?:unserer )?${few}${people}`,
      `(?:plusieurs|certains|quelques) (?:de nos )?${people}|vari[oa]s (?:de )?(?:nuestros )?${people}|algun[oa]s ${people}`,
    ),
  ],
  [
    'one',
    words(
      `(?:only|just) (?:me|i|one ${few}${people}|a single ${few}${people})|(?:one|a single) (?:of (?:our|my) )?${few}${people}`,
      `nur (?:ich|bei mir|mich|ein[e]? ${few}${people})|ein(?:e|er)? (?:einzelner? )?${people}`,
    ),
  ],
];

const trouble = words(
  "cannot|can ?not|can['’]t|could ?n['’]?o?t|unable|not able|not working|does ?n['’]?o?t|do ?n['’]?o?t|wo ?n['’]?t|fails?|failed|failing|errors?|down|locked out|broken|blank|missing|lost|no longer|kicked out|logged out|time(?:s|d)? ?out|affected|stuck",
  'nicht(?:s)?|fehler\\p{L}*|fehlt|ausgefallen|ausfall|gesperrt|betroffen|abgestürzt|verschwunden|kein(?:en|e)? (?:zugriff|zugang)',
  'ne (?:peu\\p{L}+|parvien\\p{L}+|fonctionn\\p{L}+)|impossible|erreurs?|panne|no (?:pueden?|funciona\\p{L}*)|fallos?|imposible',
);

const noWayAround = words(
  "(?:no|without a|without any|there is ?n[’']?o?t a(?:ny)?) (?:known |possible )?(?:work-?around|other way|way around)",
  'kein(?:en|e)? (?:work-?around|umgehung|ausweg|alternative)',
);

/** Most sentences hold nothing of this, and need no closer look; roots of all the words above. */
const ofPeople =
  /users?|student|pupil|learner|teacher|lecturer|instructor|tutor|staff|employee|colleague|people|participant|customer|admin|nutzer|anwender|studierend|schüler|lernend|lehr|dozent|kolleg|mitarbeit|teilnehm|leute|utilisateur|tudiant|élève|enseignant|usuario|estudiante|alumno|profesor|nobody|no one|noone|none of|every|whole|entire|only|just|niemand|keiner|bei allen|ganze|gesamte|nur |personne|nadie/;
const ofWays = /work|way|umgehung|ausweg|alternative/;

/**
 * Reads the impact out of what somebody wrote. Only words about people in a sentence about trouble count, so that “please add
 * all students” is no outage. What is found is a first guess that triage weighs; agents change it by one click.
 */
export function triageFacts(subject: string, text: string): TriageFacts {
  const sentences = `${subject}\n${text}`
    .slice(0, mostText)
    .toLowerCase()
    .split(/[.!?;\n]+/);
  const hit = impactIn(thoseWith(ofPeople, sentences));
  const none = firstIn(thoseWith(ofWays, sentences), noWayAround);
  return {
    ...(hit !== undefined && { impact: hit.impact }),
    ...(none !== undefined && { workaround: 'none' }),
    evidence: [
      ...(hit === undefined ? [] : [`It says that it hits ${hit.impact}: “${hit.words}”.`]),
      ...(none === undefined ? [] : [`It says that there is no way around: “${none}”.`]),
    ],
  };
}

/** The widest circle that any sentence names. */
function impactIn(sentences: readonly string[]): { readonly impact: Impact; readonly words: string } | undefined {
  const all = firstIn(sentences, nobody);
  if (all !== undefined) return { impact: 'everyone', words: all };
  const troubled = sentences.filter((sentence) => trouble.test(sentence));
  for (const [impact, circle] of circles) {
    const words = firstIn(troubled, circle);
    if (words !== undefined) return { impact, words };
  }
  return undefined;
}

function thoseWith(roots: RegExp, sentences: readonly string[]): readonly string[] {
  const found = sentences.filter((sentence) => roots.test(sentence));
  return found.map((sentence) => sentence.slice(0, longestSentence).replace(/\s+/g, ' '));
}

function firstIn(sentences: readonly string[], pattern: RegExp): string | undefined {
  for (const sentence of sentences) {
    const found = pattern.exec(sentence)?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whole words, in any of the ways to say it. */
function words(...ways: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${ways.join('|')})(?![\\p{L}\\p{N}])`, 'u');
}
