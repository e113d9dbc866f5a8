"""Names for people who do not exist, in the scripts that a clinic's patients write theirs in."""

from __future__ import annotations

from random import Random
from typing import NamedTuple


class Name(NamedTuple):
    """Of a person; the gender is the first name's."""

    first: str
    last: str
    gender: str


#: How often, women's and men's first names, last names (men's where they differ).
_SCRIPTS: tuple[tuple[int, str, str, str, str | None], ...] = (
    (
        30,
        "Emma Lea Hannah Marie Klara Frieda Jule Greta Ida",
        "Noah Jörg Björn Lukas Emil Karsten Uwe Finn Jürgen Till",
        "Müller Schröder Voß Krüger Böhm Hartmann Jäger Köhler Lindner Pfaff Thöne Weigel",
        None,
    ),
    (
        22,
        "Alice Grace Maeve Ruby Hazel Nina Chloe Esther",
        "Oliver Jack Rowan Miles Harvey Dylan Caleb Ewan",
        "Smith O’Brien Ashworth Bennett Carver Doyle Ellery Finch Hale Pruitt Tolliver Wren",
        None,
    ),
    (
        10,
        "Zofia Agnieszka Petra Eliška Ivana Dorota",
        "Łukasz Tomasz Václav Jiří Marek Zoran",
        "Kowalczyk Zieliński Dvořák Horváth Jovanović Šimek Wójcik",
        None,
    ),
    (
        10,
        "Lucía Inês Valentina Chloé Martina Pilar",
        "José Mateus Álvaro Thiago Étienne Rafael",
        "García Fernández Gonçalves Muñoz Rossi Lefèvre Peixoto Ibáñez",
        None,
    ),
    (
        7,
        "Zeynep Elif Åsa Solveig Aino Sigrún",
        "Emre Çağlar Øystein Sören Väinö Þór",
        "Öztürk Yıldız Øvergaard Lindström Håkansson Virtanen Şahin",
        None,
    ),
    (6, "Ngozi Amina Folake Thandiwe", "Kwabena Chidi Sipho Tunde", "Haddad Okonkwo Mensah Ndlovu Balogun", None),
    (
        3,
        "Анна Ольга Светлана Ирина",
        "Дмитрий Сергей Павел Алексей",
        "Иванова Кузнецова Лебедева Морозова Соколова",
        "Иванов Кузнецов Лебедев Морозов Соколов",
    ),
    (2, "Ελένη Μαρία Σοφία", "Γιώργος Νίκος Δημήτρης", "Παπαδάκη Νικολάου Γεωργίου", None),
    (2, "ليلى فاطمة مريم", "عمر يوسف خالد", "الحداد النجار منصور", None),
    (2, "נועה תמר מיכל", "יונתן אורי דוד", "כהן לביא מזרחי", None),
    (2, "芳 静 丽", "伟 磊 明", "李 王 张 陈", None),
    (2, "結衣 美咲 葵", "蓮 大翔 健太", "佐藤 高橋 渡辺", None),
    (1, "지우 서연", "민준 도윤", "김 박 최", None),
    (1, "प्रिया अंजलि", "रोहन अर्जुन", "शर्मा पटेल सिंह", None),
)
_WEIGHTS = [weight for weight, *_ in _SCRIPTS]


def name(pick: Random) -> Name:
    """Somebody's."""
    [(_, women, men, last, mens)] = pick.choices(_SCRIPTS, _WEIGHTS)
    if pick.random() < 0.53:
        return Name(pick.choice(women.split()), pick.choice(last.split()), "female")
    return Name(pick.choice(men.split()), pick.choice((mens or last).split()), "male")
