/* What happened with those who have not committed: who weighs it, who learns, whom we only know. */
#include "demo_internal.h"

const struct bl__demo_event bl__demo_before[] = {
    /* selection */
    STEP(INES, 37, "message", 0, ED, CY, "Answered a question on approval flows in the channel, better than our own page does.", NULL),
    STEP(INES, 20, "call", 45, SE, OO, "How they do it today: three analysts, one week in four. It hurts most before board meetings. Her CFO holds the purse.", "we are always precisely late"),
    MINE(INES, 20, -14, 15, "numbers from a company with a board that size"),
    TALK(INES, 8, "mail", 0, "Asked for the price of ten seats, then of twenty. Did not say which it would be.", NULL),
    WAIT(INES, 8, -1, OPEN, "date for a call with her CFO"),

    STEP(JOSE, 47, "event", 0, ED, CY, "Stayed after the meetup until they switched the lights off. Took the template home.", NULL),
    STEP(JOSE, 34, "call", 40, SE, OO, "Nine workshops, each sends a photo of its board on Friday. He types until Saturday noon.", "mis sábados son de Excel"),
    STEP(JOSE, 19, "call", 45, 0, OC, "Outcome: no typing on Saturdays by the end of the quarter; two workshops first. Other way they look at: a cousin who knows databases.", "my cousin is free, which is what worries me"),
    MINE(JOSE, 19, -10, 11, "two-workshop plan with dates"),
    TALK(JOSE, 11, "mail", 0, "Plan accepted, price not. He thinks per workshop, we price per seat.", NULL),
    MINE(JOSE, 11, 4, OPEN, "call about price per workshop"),

    STEP(ELIF, 34, "message", 0, ED, CY, "Shared the store opening checklist, forty people copied it.", NULL),
    PARK(ELIF, 31, -20, "store openings, asked for quiet"),
    WAKE(ELIF, 26, "wrote by herself: openings are done"),
    STEP(ELIF, 22, "call", 35, SE, OO, "Each store reports in its own words. She wants one page per region. Competes with doing nothing.", "nothing is cheap, that is why we do so much of it"),
    STEP(ELIF, 8, "meeting", 50, 0, OC, "Outcome agreed with two regional heads: one page, Wednesday, same five figures everywhere.", NULL),
    WAIT(ELIF, 8, 2, OPEN, "the five figures, in their order"),
    MINE(ELIF, 8, 9, OPEN, "trial for one region"),

    STEP(BEN, 60, "message", 0, ED, CY, "Took part in the thread on stock counts.", NULL),
    STEP(BEN, 51, "call", 40, SE, OO, "Three inns, one distillery shop. Everybody agrees it is broken, nobody owns it.", "it is everyone's second most important problem"),
    STEP(BEN, 42, "call", 30, 0, OC, "Outcome written down. Asked who would look after it; long silence.", NULL),
    MINE(BEN, 42, -35, 36, "one page his partners can read in two minutes"),
    LEFT(BEN, 29, BL_LOST, "no decision"),
    TALK(BEN, 29, "mail", 0, "Partners put it off without a date. Thanked him for saying so, asked to be told if somebody ever owns it.", NULL),
    BACK(BEN, 5, SE, OO, "a new operations manager owns it now"),
    TALK(BEN, 5, "call", 25, "He called. Hired a manager last week whose first task is the stock count.", "you asked who would own it. Her name is Isla"),
    WAIT(BEN, 5, 1, OPEN, "a time to talk with Isla"),

    STEP(CHLOE, 33, "call", 30, ED, OO, "Small studio, big clients who each want their hours in another shape. She signs every timesheet twice.", "je signe, je re-signe"),
    MOVE(CHLOE, 17, SE, 0, "asked for an offer and named two others"),
    MINE(CHLOE, 17, -11, 12, "offer for six seats"),
    TALK(CHLOE, 9, "mail", 0, "Compared us with two tools line by line. We lack one line: approval by mail.", "I do not need more, I need less twice"),
    STEP(CHLOE, 2, "call", 35, 0, OC, "Went behind the missing line: she needs clients to confirm, not to approve. That we have. Outcome agreed on it.", NULL),
    MINE(CHLOE, 2, 1, OPEN, "show a confirmation as her client would see it"),

    STEP(SAMIR, 14, "call", 30, SE, OO, "Came from the webinar straight to a trial. Evaluates four tools with a score sheet; single sign-on counts double.", "no SSO, no score"),
    WAIT(SAMIR, 14, -4, OPEN, "his score sheet with our column"),
    TALK(SAMIR, 6, "message", 0, "Says we are second. Would not say to whom, or on what.", NULL),
    MINE(SAMIR, 6, 2, OPEN, "ask what the first result would have to be"),

    STEP(ZOFIA, 42, "message", 0, ED, CY, "Wrote the most read post of the month on counting readers honestly.", NULL),
    STEP(ZOFIA, 25, "call", 40, SE, OO, "Advertisers ask on Tuesdays, figures come on Thursdays.", "by Thursday they have asked somebody else"),
    TALK(ZOFIA, 15, "mail", 0, "Their publisher wants a decision before the summer issue. No outcome agreed yet.", NULL),

    /* education */
    TALK(MAYA, 47, "event", 0, "Met at the ops meetup, third row. Asked how we keep numbers honest when two people edit the same sheet.", "our Monday report is wrong by Tuesday"),
    STEP(MAYA, 38, "message", 0, ED, CY, "Joined the channel, answered a question on approvals on her first day.", NULL),
    STEP(MAYA, 26, "call", 35, 0, OO, "How they do it today: seven sheets and one macro nobody dares to touch. Tom mends it on Sundays. Anything new must have single sign-on.", "if the macro breaks, payroll waits"),
    MINE(MAYA, 26, -20, 21, "sample report built on an export of theirs"),
    BOTH(MAYA, TOM, 12, "meeting", 50, "Walked both through the sample report. Tom wants security answers before anything touches their network. Maya wants to see a company like theirs.", "show me somebody our size who stopped doing this by hand"),
    MINE(MAYA, 12, -3, OPEN, "security answers"),
    MINE(MAYA, 12, 6, OPEN, "find a company of their size she could call"),
    MOVE(TOM, 30, ED, CY, "Maya brought him into the channel"),
    STEP(TOM, 20, "call", 25, 0, OO, "Their identity provider is old and his. He is not against it, he is the one who is rung at night.", "every new tool is a new password I reset"),

    TALK(DAN, 30, "message", 0, "Heard the podcast on a train, wrote from the train.", NULL),
    TALK(DAN, 13, "mail", 0, "Sent him the lesson on royalties reports. No answer.", NULL),
    STEP(DAN, 0, "call", 30, ED, OO, "Rang back himself. Royalty statements take two people three weeks, twice a year. Wants to learn how others do it.", "my authors think I am slow. I am only afraid of being wrong"),
    MINE(DAN, 0, 7, OPEN, "two examples of royalty statements"),

    STEP(LEILA, 38, "message", 0, ED, CY, "Asked how others present cancellations without scaring everyone.", NULL),
    STEP(LEILA, 23, "call", 40, SE, OO, "Wanted to compare plans. Season decides everything: what is not bought in spring is not bought.", "ask me in spring or do not ask me"),
    WAIT(LEILA, 23, -15, 14, "headcount for the season"),
    STEP(LEILA, 1, "call", 15, ED, 0, "Budget went to the booking engine. Not a no: she goes on learning and will look again before the season.", NULL),
    MINE(LEILA, 1, 20, OPEN, "send the lesson on cancellations"),

    TALK(SOREN, 40, "event", 0, "Talked beside the coffee machine about cycle counts.", NULL),
    STEP(SOREN, 31, "message", 0, ED, CY, "Follows the open hour with the sound off, he says, from the forklift.", NULL),
    STEP(SOREN, 7, "call", 35, 0, OO, "Counting takes a weekend each quarter, with pizza. The pizza is the part that works.", "we count until the number is polite"),
    MINE(SOREN, 7, 0, OPEN, "example of a rolling count"),

    STEP(CAMILA, 21, "message", 0, ED, CY, "Replied to the newsletter with a better headline for it.", NULL),
    TALK(CAMILA, 10, "message", 0, "Asked whether tickets can be grouped by feeling. They can, badly.", "angry is not a category, it is a deadline"),

    STEP(VIKTOR, 26, "message", 0, ED, CY, "Wrote a connector for fun and gave it away in the channel.", NULL),
    TALK(VIKTOR, 16, "mail", 0, "Thanked him, asked what he needed it for. For a friend, he said.", NULL),

    STEP(AMARA, 15, "event", 0, ED, CY, "Came to the open hour with Grace.", NULL),
    STEP(AMARA, 6, "call", 30, 0, OO, "Films are planned on paper, money in a sheet, and the two meet at the end, with tears.", "the budget finds out last"),
    MINE(AMARA, 6, 4, OPEN, "introduce her to Yuki, who plans the same way"),

    STEP(NOAH, 12, "message", 0, ED, CY, "Shared how they price rooms in fog.", NULL),
    MINE(NOAH, 12, 8, OPEN, "send the lesson on seasonal figures"),

    STEP(FATIMA, 3, "event", 0, ED, CY, "Open hour. Asked three questions, each shorter than the one before.", "who reads this, and what do they do then?"),
    MINE(FATIMA, 3, 6, OPEN, "invite to the talk on programme reports"),

    /* awareness */
    TALK(GUS, 21, "event", 0, "Builds bikes, sells more than he can count. Card exchanged.", "I know my numbers on the first of January"),
    MINE(GUS, 21, 10, OPEN, "ask how the season went"),
    TALK(HAL, 4, "call", 20, "Ada had told him to ring. Moorings are written in a book, in pencil, by three people.", "Ada says you are expensive and worth it"),
    MINE(HAL, 4, 3, OPEN, "ask which number he is rung about most"),
    STEP(RUTH, 13, "message", 0, 0, CY, "Answered Jonas, and after him two others, all before breakfast. Has no use for the product herself, she says.", "I like questions that have an answer"),
    TALK(RUTH, 5, "message", 0, "Asked whether she would lead one open hour. She will think about it.", NULL),
    WAIT(RUTH, 5, 9, OPEN, "whether she would lead an open hour"),
    TALK(NGOZI, 17, "message", 0, "Connected, wrote two lines back. Dispatches forty vans by phone.", NULL),
    TALK(ISABELA, 14, "mail", 0, "Introduced by Mateus. Two boats, one café, one notebook.", "the notebook is waterproof, so far"),
    MINE(ISABELA, 14, 2, OPEN, "ask which of the three hurts most"),
    TALK(LIAM, 11, "mail", 0, "Wrote after the podcast: does it work for rooms rented by the hour?", NULL),
    MINE(LIAM, 11, 0, OPEN, "answer about rooms by the hour"),
    TALK(NOOR, 9, "mail", 0, "Subscribed, replied to the welcome mail with one word.", "Eindelijk"),
    MINE(NOOR, 9, 5, OPEN, "ask what she had been waiting for"),
    TALK(EMILY, 0, "message", 0, "Aoife put us in touch this morning.", NULL),
    MINE(EMILY, 0, 2, OPEN, "write to her, one question, no offer"),
};
const size_t bl__demo_before_count = sizeof bl__demo_before / sizeof bl__demo_before[0];
