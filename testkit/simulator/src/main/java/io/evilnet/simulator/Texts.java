package io.evilnet.simulator;

import java.util.List;
import java.util.SplittableRandom;

/** Generated texts of posts, with escapes and characters that are difficult for parsers. */
final class Texts {

  private static final int MAX_WORDS = 28;
  private static final int MIN_WORDS = 3;
  private static final double ENDING_SHARE = 0.3;

  private static final List<byte[]> ENGLISH =
      pieces(
          "the coffee here is good snow again this morning lake road bus late train city hall game"
              + " tonight we were so close what a view from up north thanks everyone for coming"
              + " market downtown harbour maple winter sunny windy library rink concert line long");

  private static final List<byte[]> FRENCH =
      pieces(
          "le café est bon ce matin encore de la neige métro en retard quelle soirée hier merci à"
              + " tous d'être venus marché rue fleuve forêt érable été déjà bientôt fenêtre île"
              + " Noël garçon où ça va très bien aujourd'hui match ce soir bibliothèque");

  /** Already escaped JSON text. */
  private static final List<byte[]> ENDINGS =
      List.of(
          JsonBytes.utf8(" 🍁"),
          JsonBytes.utf8(" 😀❄️"),
          JsonBytes.utf8(" #canada"),
          JsonBytes.utf8(" https:\\/\\/t.co\\/a1B2c3D4e5"),
          JsonBytes.utf8(" \\\"quote\\\""),
          JsonBytes.utf8("\\n\\n— fin"),
          JsonBytes.utf8(" \\ud83c\\udf41"),
          JsonBytes.utf8(" {\\\"id\\\":1}"),
          JsonBytes.utf8(" C:\\\\temp"));

  private static final byte[] SPACE = {' '};

  private Texts() {}

  /** Appends some words as content of a JSON string. */
  static void write(JsonBytes json, boolean french, SplittableRandom random) {
    List<byte[]> words = french ? FRENCH : ENGLISH;
    int count = random.nextInt(MIN_WORDS, MAX_WORDS);
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        json.add(SPACE);
      }
      json.add(words.get(random.nextInt(words.size())));
    }
    if (random.nextDouble() < ENDING_SHARE) {
      json.add(ENDINGS.get(random.nextInt(ENDINGS.size())));
    }
  }

  private static List<byte[]> pieces(String words) {
    return List.of(words.split(" ")).stream().map(JsonBytes::utf8).toList();
  }
}
