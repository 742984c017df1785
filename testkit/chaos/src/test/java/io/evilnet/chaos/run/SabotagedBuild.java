package io.evilnet.chaos.run;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CountedTweet;
import io.evilnet.core.Counts;
import io.evilnet.core.WindowCounts;
import io.evilnet.launcher.cluster.Project;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/**
 * A build of the project with a bug in a class of core: processes started from its jars count a
 * fraction of the posts incorrectly.
 */
final class SabotagedBuild {

  private static final String TALLY = WindowCounts.class.getName() + "$Tally";

  /** Type of the bug. */
  enum Kind {
    NOTHING,
    /** A post is counted in the outcomes, but in no row. */
    DROP,
    /** A post is counted twice in its row. */
    TWICE,
    /** A post is counted in the window after its own. */
    WRONG_WINDOW,
    /** The last updates of some cities are never written. */
    LOST_LAST_UPDATE
  }

  private SabotagedBuild() {}

  /**
   * Copies the jars of the project to an empty directory, one of them with the bug.
   *
   * @throws IllegalStateException if the project is not built
   */
  static void copyTo(Path directory, Kind kind) throws IOException {
    String classpath =
        Project.find().applicationClasspath("streams-app")
            + File.pathSeparator
            + Project.find().applicationClasspath("ingest")
            + File.pathSeparator
            + Project.find().applicationClasspath("testkit/simulator")
            + File.pathSeparator
            + Project.find().applicationClasspath("infra/launcher");
    for (String entry : classpath.split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry);
      if (jar.startsWith(Project.find().root())) {
        Files.copy(jar, directory.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (kind != Kind.NOTHING) {
      inject(kind, coreJar(directory));
    }
  }

  private static Path coreJar(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("evilnet-core-"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no evilnet-core-*.jar: build first"));
    }
  }

  private static void inject(Kind kind, Path jar) throws IOException {
    switch (kind) {
      case DROP -> redefine(jar, TALLY, Drop.class, named("add"));
      case TWICE -> redefine(jar, TALLY, Twice.class, named("add"));
      case WRONG_WINDOW ->
          redefine(jar, CountedTweet.class.getName(), WrongWindow.class, named("windowStart"));
      default -> redefine(jar, CityCounts.class.getName(), LostLastUpdate.class, isConstructor());
    }
  }

  private static void redefine(
      Path jar, String type, Class<?> advice, ElementMatcher<? super MethodDescription> method)
      throws IOException {
    try (ClassFileLocator classes =
        new ClassFileLocator.Compound(
            ClassFileLocator.ForJarFile.of(jar.toFile()),
            ClassFileLocator.ForClassLoader.of(SabotagedBuild.class.getClassLoader()))) {
      new ByteBuddy()
          .redefine(TypePool.Default.of(classes).describe(type).resolve(), classes)
          .visit(Advice.to(advice).on(method))
          .make()
          .inject(jar.toFile());
    }
  }

  /** Skips one post in about 2,000 by id, the same ones in every process. */
  private static final class Drop {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean skip(@Advice.Argument(0) CountedTweet tweet) {
      return tweet.tweetId() % 2_003 == 7;
    }
  }

  private static final class Twice {
    @Advice.OnMethodEnter
    static void increment(
        @Advice.Argument(0) CountedTweet tweet,
        @Advice.FieldValue(value = "tweets", readOnly = false) long tweets) {
      if (tweet.tweetId() % 2_003 == 7) {
        tweets++;
      }
    }
  }

  private static final class WrongWindow {
    @Advice.OnMethodExit
    static void shift(
        @Advice.FieldValue("tweetId") long tweetId,
        @Advice.Return(readOnly = false) Instant windowStart) {
      if (tweetId % 2_003 == 7) {
        windowStart = windowStart.plusSeconds(300);
      }
    }
  }

  private static final class LostLastUpdate {
    @Advice.OnMethodEnter
    static void truncate(
        @Advice.Argument(0) io.evilnet.core.City city,
        @Advice.Argument(value = 1, readOnly = false) Counts counts) {
      if (city.id().hashCode() % 20 == 0) {
        counts =
            new Counts(
                counts.tweets() / 8 * 8,
                counts.retweets(),
                counts.users(),
                counts.receivedRetweets());
      }
    }
  }
}
