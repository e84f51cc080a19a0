package org.tetrarch.consensus.impure;

import java.io.IOException;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.util.Lists;

/** What the pure core must not do, one class each, so that its rules are seen to fail. */
public final class Impurities {
  private Impurities() {}

  public static final class Socket {
    Object open() throws IOException {
      return new java.net.Socket("localhost", 1);
    }
  }

  public static final class File {
    Object open() throws IOException {
      return new java.io.RandomAccessFile("file", "r");
    }
  }

  public static final class Path {
    boolean exists() {
      return java.nio.file.Files.exists(java.nio.file.Path.of("file"));
    }
  }

  public static final class Logger {
    void write() {
      java.util.logging.Logger.getLogger("consensus").info("side effect");
    }
  }

  public static final class Foreign {
    Object list() {
      return Lists.list("a library's class");
    }
  }

  public static final class OwnThread {
    void start() {
      new Thread(() -> {}).start();
    }
  }

  public static final class Pool {
    ExecutorService pool() {
      return Executors.newSingleThreadExecutor();
    }
  }

  public static final class Dice {
    int roll() {
      return new Random(1).nextInt();
    }
  }

  public static final class MathDice {
    double roll() {
      return Math.random();
    }
  }

  public static final class Uuid {
    Object roll() {
      return UUID.randomUUID();
    }
  }

  public static final class Millis {
    long now() {
      return System.currentTimeMillis();
    }
  }

  public static final class Nanos {
    long now() {
      return System.nanoTime();
    }
  }

  public static final class InstantNow {
    Instant now() {
      return Instant.now();
    }
  }

  public static final class Environment {
    String home() {
      return System.getProperty("user.home");
    }
  }

  public static final class Printing {
    void print() {
      System.out.println("side effect");
    }
  }
}
