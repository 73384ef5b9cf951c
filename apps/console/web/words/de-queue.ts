import { mostCounted } from './most-counted.ts';
import type { Words } from './words.ts';

export const deQueue: Words['queue'] = {
  titles: {
    open: 'Offene Fälle',
    mine: 'Meine Fälle',
    unassigned: 'Nicht zugewiesene Fälle',
    resolved: 'Gelöste Fälle',
    all: 'Alle Fälle',
  },
  views: 'Ansichten',
  tabs: { open: 'Offen', mine: 'Meine', unassigned: 'Nicht zugewiesen', resolved: 'Gelöst', all: 'Alle' },
  missedInTab: (count) => `(${counted(count)} verpasst)`,
  list: 'Fälle, der nächste Fristablauf zuerst',
  heldBy: 'Zuständig:',
  alertNotTaken: 'Alarm nicht übernommen',
  claimed: (number) => `${number} gehört jetzt Ihnen`,
  firstOf: (shown, total) => `Die ersten ${shown} von ${counted(total)}. Weitere findet die Suche.`,
  search: 'Suchen',
  searchLabel: 'Fälle suchen nach Nummer, Betreff, Anfragenden oder Organisation',
  nothingOwed: 'Nichts ist offen.',
  summary: {
    open: (count) => `${counted(count)} offen`,
    missed: (count) => `${counted(count)} verpasst`,
    atRisk: (count) => `${counted(count)} gefährdet`,
    unassigned: (count) => `${counted(count)} nicht zugewiesen`,
    allInTime: 'alle Zusagen im Plan',
  },
  zoom: {
    legend: 'Wie weit die Zeitachse vorausschaut',
    '4h': { title: '4 Stunden', short: '4 h' },
    day: { title: '1 Tag', short: '1 T' },
    week: { title: '1 Woche', short: '1 W' },
  },
  ended: { received: 'Eingang', half: 'halbe Zeit', due: 'fällig', late: 'zu spät' },
  nothingDue: 'Nichts fällig',
  nothingEnded: 'Nichts zugesagt',
  kept: (count) => (count === 1 ? 'Zusage eingehalten' : 'Alle Zusagen eingehalten'),
  missed: (count) => (count === 1 ? '1 Zusage verpasst' : `${count} Zusagen verpasst`),
  due: (instant) => `Fällig ${instant}`,
  news: {
    fresh: (count, number) => (count === 1 ? `${number} ist neu.` : `${count} neue Fälle.`),
    atRisk: (count, number) => (count === 1 ? `${number} ist gefährdet.` : `${count} Fälle sind jetzt gefährdet.`),
    missed: (count, number) =>
      count === 1 ? `${number} hat eine Zusage verpasst.` : `${count} Fälle haben eine Zusage verpasst.`,
  },
  empty: {
    found: (text) => `Nichts gefunden zu „${text}“`,
    foundText: 'Gesucht wird in Nummern, Betreffen, Anfragenden und Organisationen.',
    searchAll: 'In allen Fällen suchen',
    mine: 'Sie haben keinen offenen Fall',
    mineText: 'Nehmen Sie einen der nicht zugewiesenen, mit der Taste',
    seeUnassigned: 'Nicht zugewiesene zeigen',
    unassigned: 'Jeder offene Fall hat jemanden',
    unassignedText: 'Neue Fälle ohne Zuständige erscheinen hier von selbst.',
    resolved: 'Noch nichts gelöst',
    resolvedText: 'Gelöste Fälle bleiben hier, bis sie geschlossen werden, und danach.',
    open: 'Alles ruhig',
    openText: (address) => `Eine E-Mail an ${address} wird hier zu einem Fall, dessen Uhren laufen.`,
  },
};

function counted(count: number): string {
  return count > mostCounted ? 'mehr als 1.000' : String(count);
}
