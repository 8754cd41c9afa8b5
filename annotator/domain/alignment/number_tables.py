"""The tables of `annotator.domain.alignment.number_words`: on each line a value and the words that mean it."""

RUSSIAN = """
0 ноль нуля нолю нулю
1 один одна одно одного одной одному одним одном одну одни одних
2 два две двух двум двумя двое двоих
3 три трех трем тремя трое троих
4 четыре четырех четырем четырьмя четверо четверых
5 пять пяти пятью пятеро пятерых
6 шесть шести шестью шестеро
7 семь семи семью семеро
8 восемь восьми восемью
9 девять девяти девятью
10 десять десяти десятью десяток
11 одиннадцат*
12 двенадцат* дюжин*
13 тринадцат*
14 четырнадцат*
15 пятнадцат*
16 шестнадцат*
17 семнадцат*
18 восемнадцат*
19 девятнадцат*
20 двадцать двадцати двадцатью
30 тридцать тридцати тридцатью
40 сорок сорока
50 пятьдесят пятидесяти
60 шестьдесят шестидесяти
70 семьдесят семидесяти
80 восемьдесят восьмидесяти
90 девяносто девяноста
100 сто ста сотня сотни сотню сотен
200 двести двухсот двумстам
300 триста трехсот тремстам
400 четыреста четырехсот
500 пятьсот пятисот
600 шестьсот шестисот
700 семьсот семисот
800 восемьсот восьмисот
900 девятьсот девятисот
1000 тысяч тысяча тысячи тысячу тысячам тысячей тысячами тысячах тыс
1000000 миллион* млн
1000000000 миллиард* млрд
1000000000000 триллион* трлн
1th первый первая первое первые первого первой первому первым первом первую первых
2th второй вторая второе вторые второго второму вторым втором вторую вторых
3th третий третья третье третьи третьего третьей третьему третьим третьем третью третьих
4th четвертый четвертая четвертое четвертого четвертой четвертому четвертым четвертом четвертую
5th пятый пятая пятое пятого пятой пятому пятым пятом пятую
6th шестой шестая шестое шестого шестому шестым шестом шестую
7th седьмой седьмая седьмое седьмого седьмому седьмым седьмом седьмую
8th восьмой восьмая восьмое восьмого восьмому восьмым восьмом восьмую
9th девятый девятая девятое девятого девятой девятому девятым девятом девятую
10th десятый десятая десятое десятого десятой десятому десятым десятом десятую
20th двадцатый двадцатая двадцатое двадцатого двадцатой двадцатому двадцатым двадцатом
"""
UKRAINIAN = """
0 нуль нуля
1 один одна одне одного однієї одному одним одну одні одних
2 два дві двох двом двома двоє
3 три трьох трьом трьома троє
4 чотири чотирьох чотирьом чотирма четверо
5 п'ять п'яти п'ятьох п'ятьма п'ятеро
6 шість шести шістьох шістьма
7 сім семи сімох сьома
8 вісім восьми вісьмох
9 дев'ять дев'яти дев'ятьох
10 десять десяти десятьох десяток
11 одинадцят*
12 дванадцят* дюжин*
13 тринадцят*
14 чотирнадцят*
15 п'ятнадцят*
16 шістнадцят*
17 сімнадцят*
18 вісімнадцят*
19 дев'ятнадцят*
20 двадцять двадцяти двадцятьох
30 тридцять тридцяти тридцятьох
40 сорок сорока
50 п'ятдесят п'ятдесяти
60 шістдесят шістдесяти
70 сімдесят сімдесяти
80 вісімдесят вісімдесяти
90 дев'яносто дев'яноста
100 сто ста сотня сотні сотню сотень
200 двісті двохсот
300 триста трьохсот
400 чотириста чотирьохсот
500 п'ятсот п'ятисот
600 шістсот шестисот
700 сімсот семисот
800 вісімсот восьмисот
900 дев'ятсот дев'ятисот
1000 тисяч тисяча тисячі тисячу тисячам тисячею тисячами тис
1000000 мільйон* млн
1000000000 мільярд* млрд
1000000000000 трильйон* трлн
1th перший перша перше перші першого першої першому першим першу перших
2th другий друга друге другі другого другої другому другим другу
3th третій третя третє треті третього третьої третьому третім третю
4th четвертий четверта четверте четвертого четвертої четвертому четвертим
5th п'ятий п'ята п'яте п'ятого п'ятої п'ятому п'ятим
6th шостий шоста шосте шостого шостої шостому шостим
7th сьомий сьома сьоме сьомого сьомої сьомому сьомим
8th восьмий восьма восьме восьмого восьмої восьмому
9th дев'ятий дев'ята дев'яте дев'ятого дев'ятої дев'ятому
10th десятий десята десяте десятого десятої десятому
20th двадцятий двадцята двадцяте двадцятого двадцятої двадцятому
"""
GERMAN = """
0 null
1 ein eins eine einen einem einer eines
2 zwei zwo
3 drei
4 vier
5 fünf
6 sechs
7 sieben
8 acht
9 neun
10 zehn
11 elf
12 zwölf dutzend
13 dreizehn
14 vierzehn
15 fünfzehn
16 sechzehn
17 siebzehn
18 achtzehn
19 neunzehn
20 zwanzig
30 dreißig dreissig
40 vierzig
50 fünfzig
60 sechzig
70 siebzig
80 achtzig
90 neunzig
100 hundert hunderte
1000 tausend tausende
1000000 million millionen mio
1000000000 milliarde milliarden mrd
1000000000000 billion billionen
1th erste ersten erster erstes erstem
2th zweite zweiten zweiter zweites zweitem
3th dritte dritten dritter drittes drittem
4th vierte vierten vierter viertes
5th fünfte fünften fünfter fünftes
6th sechste sechsten sechster
7th siebte siebten siebter siebente
8th achte achten achter
9th neunte neunten neunter
10th zehnte zehnten zehnter
20th zwanzigste zwanzigsten zwanzigster
"""
FRENCH = """
0 zéro
1 un une
2 deux
3 trois
4 quatre
5 cinq
6 six
7 sept
8 huit
9 neuf
10 dix
11 onze
12 douze douzaine
13 treize
14 quatorze
15 quinze
16 seize
20 vingt vingts
30 trente
40 quarante
50 cinquante
60 soixante
70 septante
80 huitante octante
90 nonante
100 cent cents centaine centaines
1000 mille millier milliers
1000000 million millions
1000000000 milliard milliards
1000000000000 billion billions
1th premier première premiers premières
2th deuxième second seconde
3th troisième
4th quatrième
5th cinquième
6th sixième
7th septième
8th huitième
9th neuvième
10th dixième
20th vingtième
"""
SPANISH = """
0 cero
1 un uno una
2 dos
3 tres
4 cuatro
5 cinco
6 seis
7 siete
8 ocho
9 nueve
10 diez
11 once
12 doce docena
13 trece
14 catorce
15 quince
16 dieciséis
17 diecisiete
18 dieciocho
19 diecinueve
20 veinte
21 veintiuno veintiún veintiuna
22 veintidós
23 veintitrés
24 veinticuatro
25 veinticinco
26 veintiséis
27 veintisiete
28 veintiocho
29 veintinueve
30 treinta
40 cuarenta
50 cincuenta
60 sesenta
70 setenta
80 ochenta
90 noventa
100 cien ciento cientos
200 doscientos doscientas
300 trescientos trescientas
400 cuatrocientos cuatrocientas
500 quinientos quinientas
600 seiscientos seiscientas
700 setecientos setecientas
800 ochocientos ochocientas
900 novecientos novecientas
1000 mil miles
1000000 millón millones
1000000000000 billón billones
1th primero primera primer primeros primeras
2th segundo segunda
3th tercero tercera tercer
4th cuarto cuarta
5th quinto quinta
6th sexto sexta
7th séptimo séptima
8th octavo octava
9th noveno novena
10th décimo décima
20th vigésimo vigésima
"""
ARABIC = """
0 صفر
1 واحد واحدة
2 اثنان اثنين اثنتان اثنتين إثنان اثنا اثني
3 ثلاثة ثلاث
4 أربعة أربع اربعة
5 خمسة خمس
6 ستة ست
7 سبعة سبع
8 ثمانية ثماني ثمان
9 تسعة تسع
10 عشرة عشر
20 عشرون عشرين
30 ثلاثون ثلاثين
40 أربعون أربعين اربعين
50 خمسون خمسين
60 ستون ستين
70 سبعون سبعين
80 ثمانون ثمانين
90 تسعون تسعين
100 مئة مائة مئات
200 مئتان مئتين مائتان مائتين
300 ثلاثمئة ثلاثمائة
400 أربعمئة أربعمائة
500 خمسمئة خمسمائة
600 ستمئة ستمائة
700 سبعمئة سبعمائة
800 ثمانمئة ثمانمائة
900 تسعمئة تسعمائة
1000 ألف آلاف ألفا الاف
2000 ألفان ألفين
1000000 مليون ملايين مليونا
2000000 مليونان مليونين
1000000000 مليار مليارات
1000000000000 تريليون
1th الأول الأولى
2th الثاني الثانية
3th الثالث الثالثة
4th الرابع الرابعة
5th الخامس الخامسة
6th السادس السادسة
7th السابع السابعة
8th الثامن الثامنة
9th التاسع التاسعة
10th العاشر العاشرة
20th العشرون العشرين
"""
CHINESE = """
0 零 〇
1 一 壹
2 二 两 兩 贰
3 三 叁
4 四
5 五
6 六
7 七
8 八
9 九
10 十
100 百
1000 千
10000 万 萬
100000000 亿 億
"""
