package org.tetrarch.lab.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A real browser, the one that is installed on this machine, and what went wrong in it. */
final class Browser implements AutoCloseable {
  private static final List<String> USUAL_PLACES =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  /** Nothing but what the pages ask for goes out. */
  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static final double PATIENCE_MILLIS = 30_000;

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final String axe;

  Browser() throws IOException {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(installed()).setArgs(QUIET));
    axe = Files.readString(Path.of(System.getProperty("axe")));
  }

  private static Path installed() {
    return Stream.concat(Stream.of(System.getProperty("chromium", "")), USUAL_PLACES.stream())
        .filter(place -> !place.isBlank())
        .map(Path::of)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "no Chromium found: install it, such as with 'apt-get install chromium', or"
                        + " name one with -Dchromium=PATH"));
  }

  /** How somebody looks at a page. */
  enum Look {
    LIGHT(ColorScheme.LIGHT, 1280, 900),
    DARK(ColorScheme.DARK, 1280, 900),
    PHONE(ColorScheme.LIGHT, 390, 800),
    DARK_PHONE(ColorScheme.DARK, 390, 800);

    private final ColorScheme colours;
    private final int width;
    private final int height;

    Look(ColorScheme colours, int width, int height) {
      this.colours = colours;
      this.width = width;
      this.height = height;
    }
  }

  /** A tab with nothing in it yet. */
  Tab open(Look look) {
    BrowserContext context =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setColorScheme(look.colours)
                .setViewportSize(look.width, look.height));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    return new Tab(context);
  }

  @Override
  public void close() {
    playwright.close();
  }

  /** One tab, which notes its errors and everything that it asks for. */
  final class Tab implements AutoCloseable {
    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private Tab(BrowserContext context) {
      this.context = context;
      this.page = context.newPage();
      page.onConsoleMessage(this::note);
      page.onPageError(error -> errors.add("uncaught: " + error));
      page.onRequest(request -> requests.add(request.url()));
    }

    private void note(ConsoleMessage message) {
      if (message.type().equals("error") || message.type().equals("warning")) {
        errors.add(message.text() + " at " + message.location());
      }
    }

    Page page() {
      return page;
    }

    /** What was asked for since the last call, without the parts of the explorer itself. */
    List<String> asked(String origin) {
      List<String> paths = new ArrayList<>();
      for (String url : requests) {
        assertThat(url).as("nothing comes from elsewhere").startsWith(origin + "/");
        String path = url.substring(origin.length());
        if (path.startsWith("/api/")) {
          paths.add(path);
        }
      }
      requests.clear();
      return paths;
    }

    /** Errors so far, which are then forgotten. */
    List<String> errors() {
      List<String> noted = List.copyOf(errors);
      errors.clear();
      return noted;
    }

    /** Serious and critical faults that axe-core finds, as "rule: element". */
    @SuppressWarnings("unchecked")
    List<String> accessibilityFaults() {
      page.evaluate(axe);
      return (List<String>)
          page.evaluate(
              """
              async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
                .filter((v) => v.impact === "serious" || v.impact === "critical")
                .flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html}`))\
              """);
    }

    /** By how many pixels the page is wider than the screen. */
    int overhang() {
      return (Integer)
          page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
