"""First names and surnames as a French company has them today, by where families come from."""

from typing import NamedTuple


class Names(NamedTuple):
    """`weight` is the part of the company; `own_first_names` how often a first name comes from the same list."""

    weight: float
    own_first_names: float
    first_names: tuple[str, ...]
    surnames: tuple[str, ...]


def _list(text: str) -> tuple[str, ...]:
    return tuple(name.replace("_", " ") for name in text.split())


FRENCH = Names(
    0.66,
    1.0,
    _list(
        "Adrien Agathe Alain Alexandre Alexis Alice Amandine Amélie Anaïs André Anne Anne-Laure Anne-Sophie Antoine"
        " Arnaud Arthur Audrey Aurélie Aurélien Axel Baptiste Bastien Béatrice Benjamin Benoît Bertrand Brigitte"
        " Camille Carole Caroline Catherine Cécile Cédric Céline Charlène Charles Charlotte Chloé Christelle"
        " Christian Christine Christophe Claire Clara Claude Clément Clémence Coline Corinne Cyril Damien David"
        " Delphine Denis Didier Dominique Dorothée Édouard Élodie Élise Émeline Émilie Emma Emmanuel Emmanuelle Éric"
        " Estelle Étienne Eva Fabien Fabienne Fabrice Fanny Florence Florent Florian François Françoise Franck"
        " Frédéric Gabriel Gaëlle Gaëtan Geoffrey Geneviève Gérald Géraldine Gilles Grégoire Grégory Guillaume Guy"
        " Hélène Henri Hervé Hugo Hugues Inès Isabelle Jean Jean-Baptiste Jean-François Jean-Luc Jean-Marc"
        " Jean-Michel Jean-Philippe Jean-Pierre Jeanne Jérémie Jérémy Jérôme Joël Jonathan Jordan Joris Julie Julien"
        " Juliette Justine Karine Kévin Laetitia Laura Laure Laurence Laurent Léa Lionel Lise Loïc Louis Louise Luc"
        " Lucas Lucie Ludivine Ludovic Madeleine Magali Maëlle Manon Marc Marc-Antoine Margaux Margot Marianne Marie"
        " Marie-Hélène Marie-Laure Marine Marion Marjorie Martin Martine Mathias Mathieu Mathilde Matthieu Maud"
        " Maxence Maxime Mélanie Mélissa Michaël Michel Mickaël Morgane Muriel Mylène Nadège Nathalie Nathan Nicolas"
        " Noémie Océane Odile Olivier Pascal Pascale Patrice Patricia Patrick Paul Pauline Perrine Philippe Pierre"
        " Pierre-Yves Quentin Raphaël Régis Rémi René Richard Robin Romain Roxane Sabine Samuel Sandra Sandrine Sarah"
        " Sébastien Serge Séverine Simon Solenn Sonia Sophie Stéphane Stéphanie Sylvain Sylvie Tanguy Théo Thibault"
        " Thierry Thomas Tiphaine Tristan Valentin Valentine Valérie Vanessa Véronique Victor Vincent Virginie Xavier"
        " Yann Yannick Yohan Yves Yvan Zoé"
    ),
    _list(
        "Adam Allard André Arnaud Aubert Aubry Bailly Barbier Baron Barre Barthélemy Baudry Beaumont Bernard Berger"
        " Berthelot Bertin Bertrand Besson Billard Blanc Blanchard Blanchet Bodin Boucher Bouchet Boulanger Bourdon"
        " Bourgeois Boutin Bouvier Boyer Breton Brun Brunet Buisson Camus Carlier Caron Carpentier Carré Cartier"
        " Chambon Charles Charpentier Charrier Chauvet Chauvin Chevalier Chevallier Clément Colas Colin Collet"
        " Cordier Coste Coulon Courtois Cousin Daniel David Delage Delattre Delaunay Delmas Denis Deschamps Devaux"
        " Dubois Ducrocq Dufour Duhamel Dumas Dumont Dupont Dupuis Dupuy Durand Duval Étienne Evrard Fabre Faure"
        " Favre Ferrand Fleury Fontaine Forestier Fouquet Fournier François Gaillard Garnier Gauthier Gautier Gay"
        " Georges Gérard Germain Gilbert Gillet Girard Giraud Godard Gosselin Goujon Granger Grandjean Gros Guérin"
        " Guichard Guillaume Guillot Guillou Hamel Hardy Hébert Henry Hervé Hubert Huet Humbert Imbert Jacob Jacquet"
        " Jacquot Joly Jourdan Julien Labbé Lacroix Lambert Lamy Langlois Laporte Laurent Lebon Lebrun Leclerc"
        " Leclercq Lecomte Lefebvre Lefèvre Legrand Lejeune Lemaire Lemaître Lemoine Leroux Leroy Lesage Lévêque"
        " Louis Lucas Maillard Maillot Mallet Marchal Marchand Maréchal Marie Marin Marion Marty Martel Martin"
        " Martineau Masson Mathieu Maurice Maury Ménard Mercier Meunier Michaud Michel Millet Monnier Moreau Morel"
        " Morin Moulin Navarro Nicolas Noël Olivier Pagès Paris Pasquier Paul Pelletier Perret Perrier Perrin Perrot"
        " Petit Philippe Picard Pichon Pierre Poirier Pons Pottier Poulain Prévost Raymond Raynaud Regnier Rémy"
        " Renard Renaud Renault Rey Reynaud Richard Rivière Robert Robin Roche Rodier Roger Rolland Rousseau Roussel"
        " Royer Sabatier Salmon Sauvage Schmitt Simon Tanguy Tessier Thibault Thomas Tissot Toussaint Valette Vallée"
        " Vasseur Verdier Vidal Vincent Voisin Weber"
    ),
)

# Around a site, many families carry names of the region.
REGIONAL = {
    "nantes": _list(
        "Le_Goff Le_Gall Le_Bihan Le_Roux Guéguen Kerboul Morvan Riou Jaouen Cadiou Quéméner Guivarch Hamon Thébaud"
        " Rabiller Orain Praud Bioteau Loirat Guihard"
    ),
    "strasbourg": _list(
        "Schmitt Muller Meyer Klein Schneider Weiss Wolff Fischer Keller Hoffmann Zimmermann Kieffer Heitz Ehrhart"
        " Sutter Bauer Lorentz Ritter Vogel Kuntz"
    ),
    "lille": _list(
        "Delattre Vandamme Lefebvre Wattel Deconinck Dewaele Caudron Hennebelle Carlier Lemaire Delcroix Descamps"
        " Vanhoutte Debruyne Bécu Kowalski Nowak Kaczmarek Wojcik Leclercq"
    ),
    "toulouse": _list(
        "Lacaze Castan Pujol Cazaux Delpech Fabre Cassagne Bousquet Lafitte Etcheverry Darrieux Sarda Ferrer Galy"
        " Abadie Dupuy Carrère Marquès Soulier Barthe"
    ),
    "lyon": _list(
        "Perrachon Chavanne Brossard Thévenet Rambaud Mollard Gonnet Bonnefoy Chatelain Vial Ravier Guyot Crozet"
        " Peillon Berthet Dutel"
    ),
}

FAMILIES = (
    FRENCH,
    Names(
        0.14,
        0.65,
        _list(
            "Abdel Ahmed Amel Amina Amine Anissa Assia Bilal Chaïma Dounia Fahd Farid Farida Fatiha Fatima Fouad"
            " Ghizlane Hafid Hakim Hamza Hanane Hicham Houda Idriss Ilyes Imane Ismaël Jamal Jamila Kamel Karim"
            " Karima Khadija Khalid Leïla Linda Lina Malik Malika Mehdi Meriem Mohamed Mounia Mourad Myriam Nabil"
            " Nadia Nadir Naïma Nassim Nawel Nora Omar Rachid Rachida Rania Réda Salima Samia Samir Samira Sofia"
            " Sofiane Soraya Tarek Wassim Yacine Yanis Yasmina Youssef Zineb Zohra"
        ),
        _list(
            "Abdallah Aït_Ali Amrani Aouad Azzouz Bakri Belaïd Belkacem Benali Benamar Bencheikh Benhaddou Benkirane"
            " Bensaïd Boudjemaa Bouazza Bouhadjar Bouzid Chaoui Chérif Daoudi Djebbar El_Amrani El_Haddad El_Idrissi"
            " El_Mansouri Fadel Ferhat Guerfi Haddad Hadj_Ali Hamdi Hamidi Idir Kaci Khelifi Lahlou Larbi Mansouri"
            " Medjahed Mebarki Meziane Mokrani Moussaoui Nasri Ouali Ouchène Rahmani Saadi Saïdi Sebbar Slimani Tahar"
            " Tazi Yahiaoui Zaïdi Zerrouki Ziani"
        ),
    ),
    Names(
        0.06,
        0.6,
        _list(
            "Abdoulaye Adama Aïcha Aïssata Alpha Aminata Amadou Awa Bakary Binta Boubacar Cheikh Coumba Diariatou"
            " Djibril Estelle Fatou Fatoumata Grâce Hawa Ibrahima Kadiatou Kofi Lassana Mamadou Mariam Mariama Moussa"
            " Nafissatou Oumar Ousmane Ramata Rokia Salimata Sékou Seydou Souleymane Youssouf"
        ),
        _list(
            "Ba Bah Barry Bamba Camara Cissé Coulibaly Dembélé Diabaté Diakité Diallo Diarra Diop Diouf Doumbia Fall"
            " Fofana Kanté Keïta Konaté Koné Kouassi Kouyaté Mbaye Mendy Mukendi Ndiaye Ngoma Nkounkou Ouattara Sall"
            " Sanogo Sidibé Sow Sylla Touré Traoré Yao"
        ),
    ),
    Names(
        0.075,
        0.45,
        _list(
            "Ana Antonio Bruno Carla Carlos Catarina Diego Elena Elisa Enzo Fernando Filipe Francesca Gabriela"
            " Giulia Hugo Inês João José Laura Lorenzo Luis Manuel Marco Maria Mario Mathilde Miguel Nuno Paola Paulo"
            " Pedro Rafael Ricardo Rosa Rui Sergio Silvia Sofia Teresa"
        ),
        _list(
            "Alves Antunes Barbosa Bianchi Carvalho Conti Costa Da_Silva De_Almeida De_Sousa Dias Dos_Santos"
            " Esposito Fernandes Fernandez Ferreira Ferrari Garcia Gomes Gomez Gonçalves Gonzalez Hernandez Lopes"
            " Lopez Marques Martinez Martins Mendes Monteiro Moreira Moreno Nunes Oliveira Pereira Perez Pinto"
            " Ribeiro Ricci Rodrigues Rodriguez Romano Rossi Ruiz Russo Sanchez Teixeira Torres Vaz Vieira"
        ),
    ),
    Names(
        0.025,
        0.4,
        _list(
            "Anh Binh Chi Dung Hoa Huong Lan Linh Mai Minh Ming Phuong Ravi Sovann Sunita Thanh Thi_Mai Tuan Vinh Wei"
        ),
        _list(
            "Bui Chan Chau Chen Dang Do Hoang Huynh Keo Lam Le Li Lim Ly Meas Nguyen Pham Phan Rajan Sok Tran Truong"
            " Vo Vu Wang Xiong Yang Zhang"
        ),
    ),
    Names(
        0.02,
        0.55,
        _list(
            "Ayhan Aylin Burak Cem Deniz Elif Emre Esra Fatma Gül Hakan Kadir Kemal Murat Nuray Özlem Selin Yusuf"
            " Zeynep"
        ),
        _list(
            "Akgün Arslan Aslan Aydin Celik Demir Dogan Erdogan Kaplan Kara Kaya Kiliç Koç Özdemir Sahin Yildirim"
            " Yilmaz"
        ),
    ),
    Names(
        0.02,
        0.4,
        _list(
            "Alina Andrei Adriana Bogdan Cristina Dmitri Elena Ewa Irina Iulia Katarzyna Lukas Marek Mihaela Natalia"
            " Olga Piotr Radu Tomasz"
        ),
        _list(
            "Bogdanov Dąbrowski Dragan Dumitru Horvat Ionescu Jankowski Kovac Lewandowski Markovic Mazur Moldovan"
            " Petrov Popescu Radu Stan Szymanski Wisniewski Zielinski"
        ),
    ),
)
