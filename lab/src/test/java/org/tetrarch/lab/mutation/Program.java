package org.tetrarch.lab.mutation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The program once more, beside the one that the test belongs to, with or without a bug. Modules
 * that do not depend on the changed one are shared, and so is what is not ours.
 */
final class Program {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Which packages there must be anew when a source of a module is another one. */
  private static final Map<String, List<String>> DEPENDENTS =
      Map.of(
          "ledger", packages("ledger", "genesis", "web", "node", "lab"),
          "consensus-pbft", packages("consensus", "node", "lab"),
          "node", packages("node", "lab"));

  private final LongFunction<String> seeds;

  private Program(List<String> anew, Map<String, byte[]> changed) {
    try {
      Class<?> type = new OwnClasses(anew, changed).loadClass(Seeds.class.getName());
      seeds = asSeeds(type.getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the program does not load", e);
    }
  }

  @SuppressWarnings("unchecked") // what Seeds implements
  private static LongFunction<String> asSeeds(Object loaded) {
    return (LongFunction<String>) loaded;
  }

  private static List<String> packages(String... names) {
    return Stream.of(names).map(name -> "org.tetrarch." + name + ".").toList();
  }

  /** Without a mistake. */
  static Program honest() {
    return new Program(packages("ledger", "genesis", "consensus", "web", "node", "lab"), Map.of());
  }

  static Program with(Mutant mutant) {
    List<String> anew = DEPENDENTS.get(mutant.module());
    if (anew == null) {
      throw new IllegalStateException(mutant + " is in a module that is not loaded anew");
    }
    return new Program(anew, compiled(mutant));
  }

  /** What this seed's run breaks: an invariant, a colon, and how it showed; empty when nothing. */
  String breaks(long seed) {
    return seeds.apply(seed);
  }

  private static Map<String, byte[]> compiled(Mutant mutant) {
    try {
      Path file = ROOT.resolve(mutant.file());
      String source = mutant.plantedIn(Files.readString(file));
      return compiled(file.getFileName().toString(), source);
    } catch (IOException e) {
      throw new IllegalStateException(mutant.name() + " cannot be planted", e);
    }
  }

  private static Map<String, byte[]> compiled(String name, String source) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null)) {
      InMemory classes = new InMemory(standard);
      List<String> options = List.of("-classpath", classPath(), "-proc:none", "-nowarn");
      boolean done =
          compiler
              .getTask(
                  complaints, classes, null, options, null, List.of(new SourceText(name, source)))
              .call();
      if (!done) {
        throw new IllegalStateException(name + " does not compile: " + complaints);
      }
      return classes.compiled();
    }
  }

  /** The tests' own, which the test runner may have put into a manifest. */
  private static String classPath() {
    String ofTests = System.getProperty("surefire.test.class.path");
    return ofTests == null ? System.getProperty("java.class.path") : ofTests;
  }

  private static final class SourceText extends SimpleJavaFileObject {
    private final String text;

    SourceText(String name, String text) {
      super(URI.create("planted:///" + name), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Where the compiler puts what it makes. */
  private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> made = new HashMap<>();

    InMemory(JavaFileManager standard) {
      super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("made:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          return made.computeIfAbsent(className, name -> new ByteArrayOutputStream());
        }
      };
    }

    Map<String, byte[]> compiled() {
      Map<String, byte[]> classes = new HashMap<>();
      made.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }
  }

  /** Classes of some packages are loaded anew, the changed ones as they were compiled. */
  private static final class OwnClasses extends ClassLoader {
    private final List<String> anew;
    private final Map<String, byte[]> changed;

    OwnClasses(List<String> anew, Map<String, byte[]> changed) {
      super(Program.class.getClassLoader());
      this.anew = anew;
      this.changed = changed;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (anew.stream().noneMatch(name::startsWith)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      byte[] bytes = changed.get(name);
      if (bytes == null) {
        bytes = asBuilt(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] asBuilt(String name) throws ClassNotFoundException {
      String resource = name.replace('.', '/') + ".class";
      try (InputStream in = getParent().getResourceAsStream(resource)) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
