/** What customers of a learning platform write about, for trying the desk out. */
export interface SampleMail {
  readonly title: string;
  readonly subject: string;
  readonly text: string;
}

export interface SampleCustomer {
  readonly name: string;
  readonly address: string;
  readonly organisation?: string;
}

/** Offered when the desk names no customers of its own. The domains are reserved for examples. */
export const SAMPLE_CUSTOMERS: readonly SampleCustomer[] = [
  { name: 'Mira Okafor', address: 'mira.okafor@northwind-college.example', organisation: 'Northwind College' },
  { name: 'Tomás Herrera', address: 'tomas.herrera@harbour-academy.example', organisation: 'Harbour Academy' },
  { name: 'Ingrid Solheim', address: 'ingrid.solheim@fjord-university.example', organisation: 'Fjord University' },
  { name: 'Dan Whitlock', address: 'dan.whitlock@whitlock-training.example', organisation: 'Whitlock Training' },
];

export const SAMPLE_MAILS: readonly SampleMail[] = [
  {
    title: 'Nobody can sign in',
    subject: 'URGENT: nobody can sign in, exams start at 10',
    text: `Hello,

since about twenty minutes nobody at our college can sign in. Students see "503 Service Unavailable" after entering their password, staff too. We have 340 students sitting an exam at ten.

Please treat this as critical.`,
  },
  {
    title: 'Quiz marks are missing',
    subject: 'Quiz marks missing from the gradebook',
    text: `Hi,

the marks of "Statistics 2, week 6" do not show in the gradebook for group B (28 students). Group A is fine. The attempts themselves are there.

I tried recalculating the grades twice. Could you have a look before Friday's board?`,
  },
  {
    title: 'Video stops halfway',
    subject: 'Course video stops at 12:40',
    text: `Hello support,

the third video in "Safety at Work" stops at 12:40 for everybody I asked, in Chrome and in Firefox. The others play. The file itself plays fine on my computer.

Regards`,
  },
  {
    title: 'SCORM progress is lost',
    subject: 'SCORM package does not keep progress',
    text: `Good morning,

learners who close the induction package and come back start at slide 1 again. It began after we uploaded version 3 on Tuesday. About 60 people are affected.

Steps: open, go to slide 10, close the window, open again.`,
  },
  {
    title: 'How do I copy a course?',
    subject: 'How do I copy a course without its learners?',
    text: `Hi there,

I would like to use last term's course again, with its content but without the learners and their submissions. Which option is that?

Thank you`,
  },
  {
    title: 'Single sign-on certificate',
    subject: 'Our SSO certificate changes next week',
    text: `Hello,

our identity provider's signing certificate changes next Wednesday at 22:00. Where do we upload the new one, and will both be accepted for a while?

Kind regards`,
  },
];
