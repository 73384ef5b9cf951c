import { problemsDe } from './problems-de.ts';
import type { Words } from './words.ts';

export const de: Words = {
  problems: problemsDe,
  timePassed: 'Zeit verging.',
  facts: {
    impact: 'Auswirkung',
    workaround: 'Umgehung',
    text: 'Wörter',
    channel: 'Kanal',
    organisation: 'Organisation',
  },
  every: (length) => `alle ${length}`,
  fires: {
    on: (event) =>
      event === 'prioritised' ? 'sobald ein Fall diese Priorität hat' : `bei ${event.replaceAll('-', ' ')}`,
    after: (length) => `${length} nach der Eröffnung`,
    at: (clock, percent) => (percent === 100 ? `wenn ${clock} verfehlt ist` : `bei ${percent} % von ${clock}`),
    raise: (tier) => `hebt auf ${tier}`,
  },
  refused: 'Nicht ausgeführt',
  messagePage: {
    language: 'de',
    title: 'Nachricht',
    blockedPictures: (count) =>
      count === 1
        ? 'Ein Bild von anderswo wurde nicht geladen: Der Absender erführe, dass die Nachricht geöffnet wurde.'
        : `${count} Bilder von anderswo wurden nicht geladen: Der Absender erführe, dass die Nachricht geöffnet wurde.`,
    excess: (excess) =>
      ({
        'too-large': 'Die gestaltete Nachricht ist zu groß, um sie sicher zu zeigen. Das ist ihr Text.',
        'too-many-tags': 'Die gestaltete Nachricht hat zu viele Teile, um sie sicher zu zeigen. Das ist ihr Text.',
        'too-deep': 'Die gestaltete Nachricht ist zu tief verschachtelt, um sie sicher zu zeigen. Das ist ihr Text.',
      })[excess],
    cut: 'Der Text geht weiter. Laden Sie die ursprüngliche Nachricht herunter, um alles zu lesen.',
  },
  badLink: {
    title: 'Dieser Anmelde-Link gilt nicht',
    text: 'Ein Link gilt, bis der nächste erstellt wird, und der Desk erstellt bei jedem Start einen. Nehmen Sie den zuletzt ausgegebenen.',
  },
  link: {
    language: 'de',
    chats: { slack: 'Slack', teams: 'Teams' },
    shownAs: ({ name, account }) => `„${name}“ (${account})`,
    signIn: {
      title: 'Bitte zuerst anmelden',
      text: 'Öffnen Sie den Desk in diesem Browser mit Ihrem Anmelde-Link, danach noch einmal den Link aus dem Chat.',
    },
    gone: {
      title: 'Dieser Link gilt nicht mehr',
      text: 'Er wurde schon benutzt oder ist älter als 15 Minuten. Ein Knopfdruck an einem Fall im Chat gibt einen neuen.',
    },
    question: ({ agent, account, chat }) => ({
      title: `Dieses ${chat}-Konto mit ${agent} verknüpfen?`,
      text: `Das ${chat}-Konto ${account} möchte Fälle in Ihrem Namen, ${agent}, bearbeiten: übernehmen, beantworten und lösen. Stimmen Sie nur zu, wenn es Ihr eigenes Konto ist und Sie den Link soeben selbst in ${chat} angefordert haben. Ein Link, den jemand Ihnen geschickt hat, ist nicht Ihrer.`,
    }),
    agree: 'Das bin ich: verknüpfen',
    otherwise: 'Ist es nicht Ihres, schließen Sie diese Seite. Dann geschieht nichts.',
    done: ({ agent, account, chat }) => ({
      title: 'Verknüpft',
      text: `Das ${chat}-Konto ${account} handelt jetzt als ${agent}. Sie können diese Seite schließen und in ${chat} weiterarbeiten. Unter /link/accounts lässt es sich jederzeit trennen.`,
    }),
    accounts: {
      title: 'Verknüpfte Konten',
      text: 'Diese Konten von Chats bearbeiten Fälle in jemandes Namen.',
      none: 'Keines ist verknüpft.',
      row: ({ agent, account, chat }) => `${agent}: ${chat} ${account}`,
      unlink: 'Trennen',
      byHand: 'Ein Konto von Hand verknüpfen',
      chat: 'Chat',
      account: 'Konto, als ARBEITSBEREICH/MITGLIED in Slack oder MANDANT/OBJEKT-ID in Teams',
      agent: 'Person',
      link: 'Verknüpfen',
      noAccount: {
        title: 'Das ist kein Konto',
        text: 'Bitte so schreiben: T0123ABCD/U0123ABCD für Slack, oder für Teams die Id des Mandanten, ein Schrägstrich und die Objekt-Id der Person.',
      },
    },
  },
  survey: {
    language: 'de',
    title: 'Wie waren wir?',
    question: (score) => `Ihre Antwort: ${score} von 5.`,
    send: (score) => `${score} von 5 senden`,
    thanks: 'Vielen Dank',
    thanksText: 'Ihre Antwort ist festgehalten. Mit einem Klick auf eine andere in der E-Mail ändern Sie sie.',
  },
  status: {
    title: 'Status',
    lasts: 'Dauert an',
    over: 'Vorbei seit',
    quiet: 'Es ist keine Störung bekannt.',
  },
  pagesNotBuilt: {
    title: 'Die Seiten sind nicht gebaut',
    text: 'Der Desk läuft, aber seine Webseiten fehlen. Führen Sie in seinem Ordner „npm run setup“ aus und starten Sie ihn neu.',
  },
  repeatedly: (sentence) => sentence.replace(/\.$/, ', wiederholt.'),
};
