/* The people of the demo. All of them, their companies and addresses are invented; .example belongs to nobody, and so do the telephone
 * numbers. `note` and `tag` are what a founder would jot down. */
#include "demo_internal.h"

#define CAME(days, s, m) .brought_by = NOBODY, .opened = days, .stage = s, .moment = m
#define SENT_BY(who, days, s, m) .brought_by = who, .opened = days, .stage = s, .moment = m

const struct bl__demo_person bl__demo_people[BL__DEMO_PEOPLE] = {
    /* those who committed */
    [ADA] = {"Ada Okonkwo", "Harbourline Freight", "COO", "ada.okonkwo@harbourline.example", "+44 20 7946 0112", NULL, "ops meetup", "logistics", "Twelve depots, one spreadsheet each.", CAME(69, SE, OO)},
    [MATEUS] = {"Mateus Figueiredo", "Praia Pay", "Co-founder", "mateus@praiapay.example", NULL, NULL, "accelerator", "fintech", "First customer outside the country.", CAME(69, UT, EC)},
    [HANNA] = {"Hanna Virtanen", "Kaamos Energy", "Head of Planning", "hanna.virtanen@kaamos.example", NULL, NULL, "conference", "energy", NULL, CAME(68, ON, EC)},
    [MEILING] = {"陳美玲", "晨光物流", "營運總監", "meiling.chan@chenguang.example", NULL, "https://chenguang.example/team/meiling", "podcast", "logistics", "Mei-Ling Chan in English. Prefers mail in the morning, Taipei time.", CAME(66, AW, CN)},
    [PRIYA] = {"Priya Raghunathan", "Lotus Ledger", "Finance Lead", "priya@lotusledger.example", "+1 202 555 0143", NULL, "webinar", "fintech", NULL, CAME(69, ON, OC)},
    [JONAS] = {"Jonas Weber", "Uhrwerk Software", "CTO", "j.weber@uhrwerk.example", NULL, NULL, "community", "beta", NULL, CAME(64, SE, OO)},
    [AOIFE] = {"Aoife Ní Bhriain", "Skerry Analytics", "Founder", "aoife@skerry.example", NULL, "https://skerry.example/people/aoife", "accelerator", "beta", "Tells everybody. Ask before quoting her.", CAME(69, UT, BA)},
    [KWAME] = {"Kwame Mensah", "Volta Foods", "Supply Chain Manager", "kwame.mensah@voltafoods.example", NULL, NULL, "conference", "food", NULL, CAME(60, AW, CN)},
    [SOFIA] = {"Sofia Marchetti", "Bottega Cloud", "Operations Manager", "sofia.marchetti@bottegacloud.example", NULL, NULL, "webinar", NULL, "Came through the old plan; never had a proper start.", CAME(69, UT, OC)},
    [TEREZA] = {"Tereza Nováková", "Vltava Robotics", "Plant Controller", "tereza@vltava.example", NULL, NULL, "podcast", "hardware", NULL, CAME(58, AW, CN)},
    [OMAR] = {"Omar Haddad", "Cedar Clinics", "Practice Manager", "omar.haddad@cedarclinics.example", "+1 202 555 0178", NULL, "referral", "health", "Sister of a board member works at Skerry.", SENT_BY(AOIFE, 55, AW, CN)},
    [GRACE] = {"Grace Achieng", "Savanna Solar", "Field Operations Lead", "grace@savannasolar.example", NULL, NULL, "conference", "energy", NULL, CAME(50, AW, CN)},
    [YUKI] = {"Yuki Tanaka", "Hoshi Games", "Producer", "yuki.tanaka@hoshigames.example", NULL, NULL, "community", "beta", NULL, CAME(53, AW, CN)},
    [RAFAEL] = {"Rafael Ortega Díaz", "Sierra Vida", "Managing Director", "rafael@sierravida.example", NULL, NULL, "linkedin", "pricing", NULL, CAME(49, AW, CN)},
    [NADIA] = {"Nadia Petrova", "Baltic Beans", "Owner", "nadia@balticbeans.example", NULL, NULL, "referral", "food", NULL, SENT_BY(KWAME, 45, AW, CN)},
    /* those who weigh it */
    [INES] = {"Ines Okafor-Lindqvist", "Fjordlight Labs", "VP Operations", "ines@fjordlight.example", "+46 8 5000 0123", "https://fjordlight.example/about/ines", "podcast", "pricing", "Decides with her CFO, never alone.", CAME(44, AW, CN)},
    [JOSE] = {"José Núñez", "Talleres Brío", "Director de Operaciones", "jose.nunez@brio.example", NULL, NULL, "meetup", NULL, NULL, CAME(52, AW, CN)},
    [ELIF] = {"Elif Yılmaz", "Bosfor Retail", "Head of Stores", "elif.yilmaz@bosfor.example", NULL, NULL, "conference", "retail", NULL, CAME(41, AW, CN)},
    [BEN] = {"Ben Carmichael", "Loch & Lantern", "General Manager", "ben@lochlantern.example", NULL, NULL, "linkedin", NULL, "Said no once because nobody owned it. Now somebody does.", CAME(67, AW, CN)},
    [CHLOE] = {"Chloé Dubois", "Atelier Numérique", "Directrice", "chloe@atelier-numerique.example", NULL, NULL, "newsletter", "pricing", NULL, CAME(39, AW, CN)},
    [SAMIR] = {"Samir Patel", "Kestrel HR", "RevOps Lead", "samir.patel@kestrelhr.example", NULL, NULL, "webinar", "sso", NULL, CAME(36, AW, CN)},
    [ZOFIA] = {"Zofia Wiśniewska", "Bursztyn Media", "Head of Audience", "zofia@bursztyn.example", NULL, NULL, "newsletter", NULL, NULL, CAME(48, AW, CN)},
    /* those who learn */
    [MAYA] = {"Maya Chen", "Northwind", "Head of Operations", "maya@northwind.example", "+1 202 555 0107", "https://northwind.example/team/maya-chen", "ops meetup", "beta", "Knows what she wants; IT is the gate.", CAME(47, AW, CN)},
    [TOM] = {"Tom Reed", "Northwind", "IT Lead", "tom.reed@northwind.example", NULL, NULL, "referral", "sso", NULL, SENT_BY(MAYA, 33, AW, CN)},
    [DAN] = {"Dan Abramson", "Quillworks", "Publisher", "dan@quillworks.example", NULL, NULL, "podcast", NULL, NULL, CAME(30, AW, CN)},
    [LEILA] = {"Leila Rahimi", "Saffron Travel", "Head of Product", "leila.rahimi@saffron.example", NULL, NULL, "community", "pricing", NULL, CAME(43, AW, CN)},
    [SOREN] = {"Søren Kjær", "Nordhavn Tools", "Warehouse Director", "soren.kjaer@nordhavn.example", NULL, NULL, "conference", "logistics", NULL, CAME(40, AW, CN)},
    [CAMILA] = {"Camila Rojas", "Andes Desk", "Support Manager", "camila@andesdesk.example", NULL, NULL, "newsletter", NULL, NULL, CAME(28, AW, CN)},
    [VIKTOR] = {"Viktor Horváth", "Duna Systems", "Team Lead", "viktor.horvath@dunasystems.example", NULL, NULL, "community", "sso", NULL, CAME(35, AW, CN)},
    [AMARA] = {"Amara Diallo", "Teranga Studio", "Studio Manager", "amara@teranga.example", NULL, NULL, "meetup", NULL, "Friend of Grace's from university.", SENT_BY(GRACE, 24, AW, CN)},
    [NOAH] = {"Noah Steiner", "Alpenblick Hotels", "Revenue Manager", "noah.steiner@alpenblick.example", NULL, NULL, "linkedin", NULL, NULL, CAME(31, AW, CN)},
    [FATIMA] = {"Fatima Zahra Benali", "Atlas Learning", "Programme Director", "fz.benali@atlaslearning.example", NULL, NULL, "newsletter", "education", NULL, CAME(18, AW, CN)},
    /* those we know */
    [GUS] = {"Gus Lindholm", "Skarpa Bikes", "Founder", "gus@skarpa.example", NULL, NULL, "ops meetup", NULL, NULL, CAME(21, AW, CN)},
    [HAL] = {"Hal Whitaker", "Mersey Moorings", "Harbour Master", "hal@merseymoorings.example", NULL, NULL, "referral", "logistics", NULL, SENT_BY(ADA, 4, AW, CN)},
    [KEN] = {"佐藤 健", "港ワークス", NULL, "ken.sato@minatoworks.example", NULL, NULL, "webinar list", NULL, NULL, CAME(26, AW, CN), .listed = true},
    [RUTH] = {"Ruth Feldman", "Lindenhof Archive", "Archivist", "ruth.feldman@lindenhof.example", NULL, NULL, "community", "beta", "Answers more questions in the channel than we do.", CAME(20, AW, CN)},
    [NGOZI] = {"Ngozi Eze", "Palmwine Logistics", "Dispatcher", "ngozi@palmwine.example", NULL, NULL, "linkedin", "logistics", NULL, CAME(17, AW, CN)},
    [PIOTR] = {"Piotr Zieliński", "Wisła Print", "Production Planner", "piotr@wislaprint.example", NULL, NULL, "conference list", NULL, NULL, CAME(62, AW, CN), .listed = true},
    [ISABELA] = {"Isabela Souza", "Mar Aberto", "Co-founder", "isabela@maraberto.example", NULL, NULL, "referral", NULL, NULL, SENT_BY(MATEUS, 14, AW, CN)},
    [ARJUN] = {"Arjun Mehta", "Monsoon Metrics", "Analyst", "arjun.mehta@monsoon.example", NULL, NULL, "conference list", NULL, NULL, CAME(62, AW, CN), .listed = true},
    [ERIK] = {"Erik Sandström", "Fjällrök", NULL, "erik@fjallrok.example", NULL, NULL, "conference list", NULL, NULL, CAME(62, AW, CN), .listed = true},
    [KATARINA] = {"Katarína Horáková", "Tatra Textiles", "Buyer", "horakova@tatratextiles.example", NULL, NULL, "conference list", NULL, NULL, CAME(62, AW, CN), .listed = true},
    [LIAM] = {"Liam O'Connor", "Shannon Sound", "Studio Owner", "liam@shannonsound.example", NULL, NULL, "podcast", NULL, NULL, CAME(11, AW, CN)},
    [NOOR] = {"Noor van Dijk", "Polder & Co", "Controller", "noor.vandijk@polder.example", NULL, NULL, "newsletter", NULL, NULL, CAME(9, AW, CN)},
    [OLEKSANDR] = {"Oleksandr Shevchuk", "Dnipro Drones", "Engineer", "oleksandr@dniprodrones.example", NULL, NULL, "conference list", "hardware", NULL, CAME(62, AW, CN), .listed = true},
    [HYEJIN] = {"박혜진", "한빛 스튜디오", "PM", "hyejin.park@hanbit.example", NULL, NULL, "webinar list", NULL, NULL, CAME(33, AW, CN), .listed = true},
    [TARIQ] = {"Tariq Mahmood", "Indus Interiors", "Operations", "tariq@indusinteriors.example", NULL, NULL, "newsletter", NULL, NULL, CAME(2, AW, CN)},
    [EMILY] = {"Emily Thornton", "Heath & Hollow", "Managing Partner", "emily@heathhollow.example", NULL, NULL, "referral", NULL, NULL, SENT_BY(AOIFE, 0, AW, CN)},
    /* those who rest, and those who left */
    [FAY] = {"Fay Donnelly", "Copper Kettle", "Head of Franchise", "fay@copperkettle.example", NULL, NULL, "podcast", "food", NULL, CAME(56, AW, CN)},
    [GIULIA] = {"Giulia Conti", "Lume Design", "COO", "giulia.conti@lumedesign.example", NULL, NULL, "meetup", NULL, NULL, CAME(37, AW, CN)},
    [BJORN] = {"Björn Ásgeirsson", "Hraun Hosting", "CEO", "bjorn@hraun.example", NULL, NULL, "conference", "sso", NULL, CAME(46, AW, CN)},
    [SANJAY] = {"Sanjay Kulkarni", "Banyan Books", "Operations Head", "sanjay@banyanbooks.example", NULL, NULL, "webinar", "retail", NULL, CAME(59, AW, CN)},
    [CARLA] = {"Carla Mendes", "Rota Norte", "Fleet Manager", "carla.mendes@rotanorte.example", NULL, NULL, "linkedin", "logistics", NULL, CAME(63, AW, CN)},
    [PIERRE] = {"Pierre Lefèvre", "Maison Lefèvre", "Gérant", "pierre@maison-lefevre.example", NULL, NULL, "referral", "pricing", NULL, CAME(51, AW, CN)},
    [WEI] = {"Wei Zhang", "Lakeshore Labs", "Lab Manager", "wei.zhang@lakeshorelabs.example", NULL, NULL, "linkedin", NULL, NULL, CAME(42, AW, CN)},
    [ANTON] = {"Anton Bauer", "Bauer & Töchter", "Geschäftsführer", "anton@bauer-toechter.example", NULL, NULL, "newsletter", NULL, NULL, CAME(34, AW, CN)},
    [EVELYN] = {"Evelyn Marsh", "Marsh Advisory", "Consultant", "evelyn@marshadvisory.example", NULL, NULL, "webinar", NULL, NULL, CAME(29, AW, CN)},
    [ROBERT] = {"Robert “Bob” Tillman", "Tillman Dairy", "Owner", "bob@tillmandairy.example", NULL, NULL, "conference", "food", NULL, CAME(38, AW, CN)},
    [CLEO] = {"Cleo Papadaki", "Aegean Charter", "Fleet Coordinator", "cleo@aegeancharter.example", NULL, NULL, "conference", "logistics", NULL, CAME(68, SE, OO)},
    [MIGUEL] = {"Miguel Santos", "Dourada Wines", "Export Manager", "miguel.santos@dourada.example", NULL, NULL, "accelerator", "food", NULL, CAME(69, UT, EC)},
};
