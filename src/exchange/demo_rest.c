/* What happened with those whose journey rests or has ended. */
#include "demo_internal.h"

const struct bl__demo_event bl__demo_rest[] = {
    /* parked */
    STEP(FAY, 50, "message", 0, ED, CY, "Asked how franchises compare without shaming anyone.", NULL),
    STEP(FAY, 38, "call", 40, SE, OO, "Thirty-one kettles, as she calls them. Each owner sends figures when in the mood.",
         "I manage moods with a calculator"),
    WAIT(FAY, 38, -30, 29, "three sample sheets from franchise owners"),
    STEP(FAY, 27, "mail", 0, ED, 0, "Owners voted it off the agenda. She stays interested and wants to prepare them first.", NULL),
    TALK(FAY, 6, "call", 15, "Owners meet again in six weeks. Asked to be left alone until then, and then not to be forgotten.",
         "ring me the day after, not the day before"),
    PARK(FAY, 6, 41, "owners meet in six weeks"),
    MINE(FAY, 6, 41, OPEN, "ring her the day after the owners' meeting"),

    STEP(GIULIA, 29, "event", 0, ED, CY, "Sat in on the open hour, drew all of it.", NULL),
    STEP(GIULIA, 16, "call", 35, SE, OO, "Designers log hours on Fridays from memory. She pays for it in margins.",
         "our memory is very creative"),
    PARK(GIULIA, 0, 30, "moving house, the whole studio"),
    TALK(GIULIA, 0, "mail", 0, "Studio moves next week. Wants to talk when the desks stand.", NULL),
    MINE(GIULIA, 0, 30, OPEN, "ask whether the desks stand"),

    STEP(BJORN, 39, "call", 25, ED, OO, "Wants it inside his own walls, on his own machines. We do not do that yet.",
         "the cloud is somebody else's weather"),
    MINE(BJORN, 39, -33, 34, "what self-hosting would take"),
    PARK(BJORN, 22, 12, "waits for self-hosting"),
    TALK(BJORN, 22, "mail", 0, "Told him honestly that it will not be this quarter. He prefers waiting to a workaround.", NULL),

    STEP(SANJAY, 40, "call", 40, SE, OO, "Returns from shops take a month to be counted. Season was about to start.",
         "in June I would listen to anything"),
    PARK(SANJAY, 30, -2, "school book season"),
    TALK(SANJAY, 30, "message", 0, "Season has begun, everybody carries boxes.", NULL),

    /* lost */
    STEP(CARLA, 57, "message", 0, ED, CY, "Took part in the thread on fuel cards.", NULL),
    STEP(CARLA, 46, "call", 35, SE, OO, "Sixty lorries. Her fuel card vendor offers a report for nothing.",
         "free is a strong argument in my house"),
    MINE(CARLA, 46, -40, 41, "what the free report leaves out"),
    TALK(CARLA, 26, "call", 15, "Took the free one. It shows litres, not routes; she knows, and it is enough for now.", NULL),
    LEFT(CARLA, 26, BL_LOST, "other solution"),

    TALK(PIERRE, 51, "mail", 0, "Wrote a letter, a real one, with a list of eleven questions.", NULL),
    STEP(PIERRE, 41, "meeting", 60, SE, OO, "Answered all eleven. The twelfth was the price.", "c'est le prix d'un cheval"),
    MINE(PIERRE, 41, -34, 35, "offer for one workshop only"),
    TALK(PIERRE, 13, "call", 20, "Too much for a house of nine people. He is right, we have nothing that small.", NULL),
    LEFT(PIERRE, 13, BL_LOST, "price or risk"),

    STEP(WEI, 35, "message", 0, ED, CY, "Asked about sample tracking, got three answers in the channel.", NULL),
    TALK(WEI, 24, "mail", 0, "Second mail without an answer.", NULL),
    LEFT(WEI, 10, BL_LOST, "silent"),

    STEP(ANTON, 27, "call", 25, ED, OO, "Does the figures with his daughters on Sunday over cake. Likes it that way.",
         "without the report we would have no cake"),
    TALK(ANTON, 4, "call", 10, "Rang to say no, kindly. It does not hurt.", NULL),
    LEFT(ANTON, 4, BL_LOST, "pain too small"),

    /* disqualified */
    STEP(EVELYN, 22, "call", 30, ED, OO, "Advises others, has no team of her own. Looked for something to resell.",
         "I sell the fishing rod, not the fish"),
    TALK(EVELYN, 5, "mail", 0, "Told her that we do not resell and whom she might ask instead.", NULL),
    LEFT(EVELYN, 5, BL_DISQUALIFIED, "outside profile"),

    TALK(ROBERT, 38, "event", 0, "Milk tank with a modem from another century. Wonderful man.", "if it talks to the tank, I will buy two"),
    TALK(ROBERT, 25, "call", 20, "We cannot read the tank, and nobody here can change that this year. Said so.", NULL),
    LEFT(ROBERT, 25, BL_DISQUALIFIED, "product gap"),

    /* churned */
    TALK(CLEO, 68, "call", 40, "Charter season starts in ten weeks. She wants occupancy by boat each morning.",
         "an empty boat costs the same as a full one"),
    STEP(CLEO, 55, "mail", 0, CO, EC, "Signed quickly. We never wrote down how she would know that it works.", NULL),
    MOVE(CLEO, 52, ON, 0, "first two boats connected"),
    MINE(CLEO, 52, -45, 45, "lesson on occupancy"),
    TALK(CLEO, 36, "call", 20, "Skippers do not enter anything. She does it for them at night.", "I have bought myself a second job"),
    TALK(CLEO, 15, "message", 0, "Two lessons missed. Offered to sit with the skippers, no answer.", NULL),
    TALK(CLEO, 2, "call", 25, "She stops. No result in seven weeks and the season is here. Apologised and exported everything for her.",
         NULL),
    LEFT(CLEO, 2, BL_CHURNED, "no result reached"),

    TALK(MIGUEL, 60, "call", 25, "He checks the export report on Fridays, alone.", "the others ask me, and I ask the report"),
    TALK(MIGUEL, 32, "mail", 0, "Has a new job from next month. Asked who will look after it; nobody yet.", NULL),
    WAIT(MIGUEL, 32, -25, 24, "name of whoever follows him"),
    TALK(MIGUEL, 18, "mail", 0, "His successor wants the old sheets back. We lost it when we knew only him.", NULL),
    LEFT(MIGUEL, 18, BL_CHURNED, "champion left"),
};
const size_t bl__demo_rest_count = sizeof bl__demo_rest / sizeof bl__demo_rest[0];
