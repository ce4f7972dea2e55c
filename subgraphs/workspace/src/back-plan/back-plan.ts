/** What the steps of a bid are counted from; days are text such as 2026-03-31. */
export interface PlanDates {
  /** The day on which bids close. */
  readonly closesOn: string;
  /** The day of the first briefing; null when none is announced. */
  readonly briefingOn: string | null;
  /** The last day for questions; null when none is stated. */
  readonly questionsUntil: string | null;
}

export type PlanStep = 'BRIEFING' | 'QUESTIONS' | 'SIGN_OFF' | 'DELIVERY';

export interface PlannedStep {
  readonly step: PlanStep;
  readonly title: string;
  readonly dueOn: string;
}

/** Working days before the day on which bids close, where the tender itself states no day. */
const workingDaysBefore = { QUESTIONS: 7, SIGN_OFF: 2, DELIVERY: 1 } as const;

const dayLength = 24 * 60 * 60 * 1000;

/** The day so many working days before another. */
export function workingDayBefore(day: string, count: number, holidays: ReadonlySet<string>): string {
  let found = day;
  for (let left = count; left > 0;) {
    found = dayBefore(found);
    if (isWorkingDay(found, holidays)) left -= 1;
  }
  return found;
}

/** The steps of a bid by the day on which each must be done, the earliest first. */
export function planBack(dates: PlanDates, holidays: ReadonlySet<string>): PlannedStep[] {
  const before = (step: keyof typeof workingDaysBefore) =>
    workingDayBefore(dates.closesOn, workingDaysBefore[step], holidays);
  const steps: PlannedStep[] = [
    ...(dates.briefingOn === null
      ? []
      : [{ step: 'BRIEFING' as const, title: 'Attend the briefing', dueOn: dates.briefingOn }]),
    { step: 'QUESTIONS', title: 'Send questions to the buyer', dueOn: dates.questionsUntil ?? before('QUESTIONS') },
    { step: 'SIGN_OFF', title: 'Sign off the bid', dueOn: before('SIGN_OFF') },
    { step: 'DELIVERY', title: 'Hand in the bid', dueOn: before('DELIVERY') },
  ];
  return steps.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : Number(a.dueOn > b.dueOn)));
}

function isWorkingDay(day: string, holidays: ReadonlySet<string>): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(day);
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - dayLength).toISOString().slice(0, 10);
}
