/** What customers of a learning platform write, and how it went: the raw stuff of the demo's history. */
export interface Story {
  readonly subject: string;
  readonly priority: 'critical' | 'high' | 'medium' | 'low';
  readonly text: string;
  readonly reply: string;
  /** The requester's next message, and the answer to it. */
  readonly followUp?: { readonly text: string; readonly answer: string };
  readonly resolution: string;
  readonly cause: string;
}

export const stories: readonly Story[] = [
  {
    subject: 'Quiz timer ends ten minutes early',
    priority: 'high',
    text: 'Hello,\n\nIn the mid-term quiz of BIO-204 the timer stops ten minutes before the time we set. It happens to the whole group, about 60 students. The attempt is then submitted as it is.\n\nCould you look at it before the next sitting on Thursday?',
    reply:
      'Thanks for telling us. I can reproduce it with your quiz: the extra time of the group override is read as part of the base time. I am checking which attempts are affected and will write again within the hour.',
    followUp: {
      text: 'Thank you. Should we reopen the attempts ourselves in the meantime?',
      answer:
        'Please leave them as they are; we will reopen all 58 in one go once the fix is out, so nobody is missed.',
    },
    resolution:
      'The fix is live, and the 58 affected attempts are open again with their full time. I have sent you the list.',
    cause: 'quiz-timing',
  },
  {
    subject: 'SSO: new staff are sent back to the sign-in page',
    priority: 'medium',
    text: 'Colleagues who joined this month end up on the sign-in page again after they authenticate with us. Older accounts work. I attach nothing because there is no error, just the loop.',
    reply:
      'The new accounts carry an e-mail attribute in upper case, which our match treats as another person. Could you send me one example address so that I can confirm it?',
    followUp: {
      text: 'Certainly: the account of our new librarian shows it every time.',
      answer:
        'Confirmed with that account. I have switched your tenant to case-insensitive matching; please ask her to try again.',
    },
    resolution:
      'All eleven accounts can sign in now. We will make this the default for every tenant in the next release.',
    cause: 'single-sign-on',
  },
  {
    subject: 'Gradebook export has empty columns',
    priority: 'medium',
    text: 'The CSV export of the gradebook leaves the columns of hidden categories empty since the weekend. We need them for the registrar.',
    reply:
      'Thank you, I see the same in your course. The export now follows the visibility of the viewer; I am asking the team whether that was intended.',
    resolution:
      'It was not intended. The export includes hidden categories again for everybody who may grade; please run it once more.',
    cause: 'gradebook',
  },
  {
    subject: 'How do we archive last year’s courses?',
    priority: 'low',
    text: 'Hi there, we have some 240 courses from last year that clutter the list. Is there a way to archive them together, and can students still see their marks afterwards?',
    reply:
      'Yes to both: in Administration → Courses choose the term, then Archive. Students keep read access to marks and feedback. I attach no steps here because the guide shows them with pictures: “Archiving a term”.',
    resolution: 'Glad it worked. I close this one; write any time.',
    cause: 'guidance',
  },
  {
    subject: 'Certificates show yesterday’s date',
    priority: 'medium',
    text: 'Certificates issued in the evening bear the date of the day before. Our learners are in Halifax, so perhaps a matter of zones?',
    reply:
      'You are right: the date is taken in UTC. I have noted which certificates were issued in those hours and will confirm when they can be issued again.',
    resolution:
      'Certificates use your organisation’s zone from now on. The 14 wrong ones were issued again with the right date.',
    cause: 'time-zones',
  },
  {
    subject: 'Video playback stops after 30 seconds',
    priority: 'high',
    text: 'Since this morning videos stop after about half a minute for everybody on our campus network; at home they play. Three lectures had to be cancelled.',
    reply:
      'We see the requests from your campus being cut at our delivery network. I have opened a case with the supplier and moved your tenant to the second one for now. Does it play?',
    followUp: {
      text: 'It plays, thank you! A little slow to begin with.',
      answer:
        'Good. It will be slow until the caches have filled, about half an hour. I keep this open until the first network is healthy.',
    },
    resolution:
      'The supplier has withdrawn the faulty rule, and you are back on the first network. Playback has been stable for three hours.',
    cause: 'video-delivery',
  },
  {
    subject: 'Please add a logo to our sign-in page',
    priority: 'low',
    text: 'We would like our new logo on the sign-in page. What size should the file be?',
    reply:
      'An SVG is best, or a PNG of at least 480 pixels in width. You can place it yourself under Administration → Appearance, or send it to me.',
    resolution: 'Your logo is in place, in light and dark.',
    cause: 'guidance',
  },
  {
    subject: 'Assignment uploads fail with “413”',
    priority: 'high',
    text: 'Students of the design course cannot upload their portfolios: error 413 at about 80 MB. The limit in the course is set to 200 MB. Submission ends tomorrow at noon.',
    reply:
      'The limit in front of the application was lowered by mistake in last night’s change. We are rolling it back now; please tell the students that nothing is lost and that the deadline can be kept.',
    resolution: 'Uploads up to 200 MB work again. I tried it with three files in your course.',
    cause: 'uploads',
  },
  {
    subject: 'Forum notifications arrive twice',
    priority: 'low',
    text: 'Each forum post sends me two identical mails. Not urgent, but my colleagues see it as well.',
    reply:
      'You are subscribed once by the course and once by the group. I have prepared a fix that sends one mail for both; it ships next week. Until then you can switch off the group’s.',
    resolution: 'The fix is live; you should see one mail for each post.',
    cause: 'notifications',
  },
  {
    subject: 'Roster import: 12 students missing',
    priority: 'medium',
    text: 'Last night’s import reports success, but 12 students of year 9 are not enrolled anywhere. I can send the file.',
    reply:
      'Please do not send the file by mail; I can read it in the import log. The 12 rows have a class code with a trailing blank. I am asking you before I change anything: shall we trim such codes for you from now on?',
    followUp: {
      text: 'Yes please, trim them always.',
      answer: 'Done, and I ran the import again: all 12 are enrolled.',
    },
    resolution: 'All twelve are enrolled, and trailing blanks will not matter again.',
    cause: 'imports',
  },
  {
    subject: 'Screen reader skips the answer options',
    priority: 'medium',
    text: 'One of our students uses NVDA. In matching questions the options are not announced since the redesign. This is an access requirement for us.',
    reply:
      'Thank you for the clear report; I can hear it too. The options lost their labels in the redesign. Our accessibility team has it as their first item today.',
    resolution:
      'Matching questions announce their options again in NVDA, JAWS and VoiceOver. Thank your student from us.',
    cause: 'accessibility',
  },
  {
    subject: 'Reports page very slow since Monday',
    priority: 'medium',
    text: 'The completion report for our 4,000 staff takes more than a minute to open. It used to be a few seconds.',
    reply:
      'I can see the slow query. An index was not rebuilt for your tenant during Sunday’s maintenance; we do it tonight outside your working hours.',
    resolution: 'The index was rebuilt during the night: the report opens in three seconds.',
    cause: 'performance',
  },
  {
    subject: 'Can we have two learning paths for one role?',
    priority: 'low',
    text: 'Our nurses need the general path and a ward-specific one. The system lets me choose only one per role. Is there another way?',
    reply:
      'Make the ward path an elective of the general one and set it to required for the ward’s group. I have drawn it for you in the sandbox so that you can look at it.',
    resolution: 'Happy to hear that the sandbox example did it.',
    cause: 'guidance',
  },
  {
    subject: 'All course pages answer 500',
    priority: 'critical',
    text: 'Every course page gives an error 500 since a few minutes, for all users. Exams are running right now!',
    reply:
      'We see it on every tenant and have three engineers on it. The cause is last hour’s release; we are taking it back now. Next news in an hour at the latest, sooner if it works.',
    followUp: {
      text: 'Pages open again for us. Were answers lost?',
      answer:
        'No answers were lost: attempts save every 30 seconds on another service. We are giving all running exams 15 more minutes.',
    },
    resolution:
      'The release is taken back, all pages work, and no attempt was lost. You will get our report of what happened by tomorrow evening.',
    cause: 'release',
  },
  {
    subject: 'Prüfungsbericht zeigt falsche Uhrzeiten',
    priority: 'medium',
    text: 'Guten Tag,\n\nim Prüfungsbericht stehen alle Zeiten eine Stunde zu früh. Das fällt uns seit der Zeitumstellung auf.\n\nViele Grüße',
    reply:
      'Guten Tag, vielen Dank für den Hinweis. Der Bericht rechnet noch mit Sommerzeit; ich habe es an die Entwicklung gegeben und melde mich heute noch einmal.',
    resolution: 'Der Bericht zeigt jetzt die richtige Ortszeit, auch für die Prüfungen der letzten Wochen.',
    cause: 'time-zones',
  },
  {
    subject: 'Password reset mail never arrives',
    priority: 'medium',
    text: 'Two teachers do not get the reset mail. Not in the junk folder either.',
    reply:
      'Our log says that your mail server refused both with “greylisted” and we gave up too early. I have sent them again by hand; did they arrive?',
    followUp: { text: 'They did, thanks.', answer: 'Good. I leave the case open until the retry is fixed for all.' },
    resolution: 'We now keep trying for two days, as we should have done.',
    cause: 'notifications',
  },
];
