"""Words to fill rare references with: newspapers, standards, laws, bodies, publishers, addresses."""

from __future__ import annotations

__all__ = [
    "AGENCIES",
    "BODIES",
    "JOINTS",
    "LAWS",
    "MONTHS",
    "NAMED",
    "NEWSPAPERS",
    "PUBLISHERS",
    "SITES",
    "STANDARDS",
]

JOINTS = {"ko": (", ", "·", ".", " · ", ", ", "ㆍ", "; "), "en": (", ", ", ", "; ")}
"""What stands between two names."""

MONTHS = (
    ("Jan", "January"),
    ("Feb", "February"),
    ("Mar", "March"),
    ("Apr", "April"),
    ("May", "May"),
    ("Jun", "June"),
    ("Jul", "July"),
    ("Aug", "August"),
    ("Sep", "September"),
    ("Oct", "October"),
    ("Nov", "November"),
    ("Dec", "December"),
)

NEWSPAPERS = {
    "ko": tuple(
        "조선일보,동아일보,중앙일보,한겨레,한겨레신문,경향신문,"
        "한국일보,서울신문,세계일보,국민일보,문화일보,매일경제,한국경제,"
        "머니투데이,연합뉴스,전자신문,부산일보,국제신문,매일신문,"
        "영남일보,전남일보,광주일보,강원일보,제주일보,오마이뉴스,뉴시스,"
        "이데일리,헤럴드경제,아시아경제,파이낸셜뉴스,디지털타임스,"
        "교육신문,법률신문,농민신문,주간조선,시사저널,한겨레21,"
        "대한매일신보,황성신문,독립신문,매일신보,조선중앙일보,건설경제,환경일보,에너지경제".split(",")
    ),
    "en": tuple(
        "The New York Times,The Washington Post,The Guardian,The Korea Herald,The Korea Times,JoongAng Daily,"
        "Korea JoongAng Daily,Financial Times,The Wall Street Journal,The Economist,BBC News,Reuters,Yonhap News,"
        "The Chosun Ilbo,Dong-A Ilbo,Hankyoreh,Maeil Business News,Seoul Shinmun,The Times,The Japan Times,"
        "Los Angeles Times,Business Korea,Herald Business,Electronic Times,USA Today,China Daily,Newsweek,Time,"
        "Forbes,The Independent".split(",")
    ),
}

STANDARDS = {
    "ko": (
        ("KS F 2405", "한국표준협회"),
        ("KS D 3503", "기술표준원"),
        ("KS X ISO 15489-1", "한국산업표준심의회"),
        ("KS L 5201", "국가기술표준원"),
        ("KDS 14 20 10", "국토교통부"),
        ("KCS 41 30 02", "국토교통부"),
        ("TTAS.KO-12.0103", "한국정보통신기술협회"),
        ("TTAK.KO-10.0301", "TTA"),
        ("KEPIC-MNB", "대한전기협회"),
        ("SPS-KACA 002-133", "한국공기청정협회"),
    ),
    "en": (
        ("ISO 9001", "International Organization for Standardization"),
        ("ISO/IEC 27002", "ISO"),
        ("ISO 13849-1", "International Organization for Standardization"),
        ("ASTM C39/C39M", "American Society for Testing and Materials"),
        ("ASTM D3039", "ASTM International"),
        ("ASTM E8M-04", "ASTM"),
        ("IEEE Std 802.11-2007", "IEEE"),
        ("IEEE Std. 1588", "IEEE Standards Association"),
        ("ITU-T Recommendation H.264", "ITU"),
        ("ITU-R M.1225", "International Telecommunication Union"),
        ("3GPP TS 36.211", "3GPP"),
        ("RFC 2616", "IETF"),
        ("EN 1992-1-1", "European Committee for Standardization"),
        ("BS 5950-1", "British Standards Institution"),
        ("DIN 1045", "Deutsches Institut für Normung"),
        ("ACI 318-05", "American Concrete Institute"),
        ("AISC 360-10", "American Institute of Steel Construction"),
        ("API RP 2A", "American Petroleum Institute"),
        ("JIS A 1108", "Japanese Standards Association"),
        ("NIST SP 800-53", "National Institute of Standards and Technology"),
        ("ANSI/ASHRAE Standard 55", "ASHRAE"),
        ("NFPA 13", "National Fire Protection Association"),
        ("IEC 61508", "International Electrotechnical Commission"),
        ("MIL-STD-810", "Department of Defense"),
    ),
}

LAWS = {
    "ko": tuple(
        "건축법,주택법,도시개발법,국토의 계획 및 이용에 관한 법률,"
        "산업안전보건법,개인정보 보호법,저작권법,도서관법,초·중등교육법,"
        "고등교육법,영유아보육법,노인복지법,장애인복지법,"
        "문화재보호법,환경정책기본법,수질환경보전법,대기환경보전법,식품위생법,"
        "의료법,국민건강보험법,근로기준법,상법,민법,형법,민사소송법,행정절차법,전파법,전기통신사업법,소방기본법,"
        "건설기술 진흥법,공공기록물 관리에 관한 법률,교통안전법,도로법,하천법,항만법,농지법,산림기본법".split(",")
    ),
    "en": tuple(
        "Building Act,Housing Act,Copyright Act,Framework Act on Education,Occupational Safety and Health Act,"
        "Personal Information Protection Act,Libraries Act,Higher Education Act,Food Sanitation Act,"
        "Medical Service Act,Labor Standards Act,Clean Air Conservation Act,Water Quality Conservation Act,"
        "Cultural Heritage Protection Act,Act on the Safety of Disasters,National Land Planning Act".split(",")
    ),
}

AGENCIES = {
    "ko": tuple(
        "교육부,교육과학기술부,교육인적자원부,국토교통부,국토해양부,"
        "건설교통부,환경부,보건복지부,보건복지가족부,문화체육관광부,"
        "문화관광부,농림축산식품부,해양수산부,고용노동부,"
        "산업통상자원부,지식경제부,과학기술정보통신부,정보통신부,행정안전부,"
        "행정자치부,기획재정부,여성가족부,통계청,특허청,"
        "문화재청,산림청,기상청,소방방재청,식품의약품안전처,서울특별시,"
        "부산광역시,대구광역시,인천광역시,광주광역시,대전광역시,경기도,"
        "강원도,충청남도,전라북도,경상남도,제주특별자치도".split(",")
    ),
    "en": tuple(
        "Ministry of Education,Ministry of Environment,Ministry of Health and Welfare,Statistics Korea,"
        "Ministry of Land Infrastructure and Transport,Korea Forest Service,Korea Meteorological Administration,"
        "Korea Centers for Disease Control and Prevention,World Health Organization,OECD,UNESCO,World Bank,"
        "U.S. Environmental Protection Agency,European Commission,Food and Agriculture Organization,NASA,"
        "Ministry of Trade Industry and Energy,Rural Development Administration,Seoul Metropolitan Government,"
        "Department of Energy,National Research Council,Bank of Korea,KOSIS,IPCC,UNEP,KOTRA".split(",")
    ),
}

BODIES = {
    "ko": tuple(
        "한국교육개발원,한국교육과정평가원,한국직업능력개발원,"
        "한국개발연구원,국토연구원,한국건설기술연구원,서울시정개발연구원,"
        "서울연구원,경기개발연구원,부산발전연구원,"
        "한국환경정책평가연구원,한국보건사회연구원,한국노동연구원,한국해양수산개발원,"
        "한국농촌경제연구원,산업연구원,에너지경제연구원,"
        "정보통신정책연구원,한국정보화진흥원,한국전자통신연구원,한국과학기술정보연구원,"
        "한국청소년정책연구원,한국여성정책연구원,한국문화관광연구원,한국형사정책연구원,한국법제연구원,한국행정연구원,"
        "한국지방행정연구원,대외경제정책연구원,과학기술정책연구원,"
        "국립환경과학원,국립산림과학원,농촌진흥청,한국수자원공사,"
        "한국토지주택공사,한국전력공사,한국도로공사,"
        "한국학술진흥재단,육아정책연구소,삼성경제연구소,현대경제연구원".split(",")
    ),
    "en": tuple(
        "Korea Institute of Construction Technology,Korea Development Institute,Korea Environment Institute,"
        "Korea Institute for Health and Social Affairs,Korean Educational Development Institute,RAND Corporation,"
        "Korea Research Institute for Human Settlements,National Bureau of Economic Research,Brookings Institution,"
        "Oak Ridge National Laboratory,U.S. Geological Survey,Electric Power Research Institute,"
        "Transportation Research Board,Korea Energy Economics Institute,Korea Maritime Institute,"
        "National Renewable Energy Laboratory,Sandia National Laboratories,Pew Research Center,"
        "Seoul Development Institute,Korea Rural Economic Institute".split(",")
    ),
}
"""Institutes that publish reports."""

NAMED = {
    "ko": (
        "한국 서울 부산 경기 전국 국립 아시아 동북아 미래 녹색 국제 대한".split(),
        "산업 환경 교통 농업 해양 교육 문화 복지 주택 도시 정보 "
        "에너지 과학기술 지역 관광 노동 여성 청소년 법제 금융".split(),
        "연구원 연구소 진흥원 개발원 재단 공사 공단 협회 센터 위원회 정책연구원".split(),
    ),
    "en": (
        "European National American Global Northern Pacific "
        "Asian British Welsh Nordic Urban Regional Open Royal".split(),
        "Innovation Water Energy Housing Health Transport Climate "
        "Forest Labour Science Design Policy Rural Digital".split(),
        "Institute Agency Foundation Council Centre Network Forum Authority Partnership Commission Trust Lab".split(),
    ),
}
"""Three lists that names of bodies are put together of."""

PUBLISHERS = {
    "ko": tuple(
        "학지사,박영사,민음사,창비,문학과지성사,한길사,까치,교육과학사,"
        "양서원,법문사,나남,한울,집문당,일조각,을유문화사,지식산업사,"
        "동문선,시공사,예경,열화당,태학사,보고사,소명출판,역락,"
        "푸른역사,돌베개,사계절,책세상,휴머니스트,이화여자대학교출판부,"
        "서울대학교출판부,아카넷,청목출판사,경문사,교우사,기문당,구미서관,동명사,형설출판사,현문사,수문사,정담미디어,"
        "커뮤니케이션북스,시그마프레스,학문사,탐구당,삼영사,다산출판사,"
        "무역경영사,대왕사,신광문화사,향문사,홍릉과학출판사".split(",")
    ),
    "en": tuple(
        "Wiley,John Wiley & Sons,McGraw-Hill,Prentice Hall,Prentice-Hall,Springer,Springer-Verlag,Elsevier,"
        "Academic Press,Cambridge University Press,Oxford University Press,MIT Press,Routledge,Sage,"
        "Sage Publications,CRC Press,Addison-Wesley,Harvard University Press,Yale University Press,"
        "University of Chicago Press,Princeton University Press,Pergamon Press,Butterworth-Heinemann,Kluwer,"
        "Lawrence Erlbaum Associates,Guilford Press,Palgrave Macmillan,Penguin,Norton,Basic Books,Free Press,"
        "Blackwell,Mosby,Saunders,Lippincott Williams & Wilkins,Marcel Dekker,Balkema,Thomas Telford,Dover,"
        "Van Nostrand Reinhold,IEEE Press,Longman,Pearson,Thomson,Cengage,Allyn & Bacon".split(",")
    ),
}

SITES = (
    "http://www.example.go.kr",
    "http://kostat.go.kr/portal/korea/index.action",
    "https://www.index.go.kr/potal/main/EachDtlPageDetail.do?idx_cd=1234",
    "http://www.law.go.kr",
    "https://www.who.int/news-room/fact-sheets/detail/ageing-and-health",
    "http://www.epa.gov/climate/basics.html",
    "https://stats.oecd.org/Index.aspx?DataSetCode=HEALTH_STAT",
    "www.nl.go.kr",
    "http://terms.naver.com/entry.nhn?docId=1234567",
    "https://en.wikipedia.org/wiki/Sensor_network",
    "http://www.hani.co.kr/arti/society/rights/123456.html",
    "https://www.chosun.com/national/2021/03/04/ABCDEFG/",
    "http://news.khan.co.kr/kh_news/khan_art_view.html?artid=201001011830",
    "http://www.itu.int/ITU-D/ict/statistics/",
    "https://www.data.go.kr/data/15012345/fileData.do",
)
"""Addresses."""
