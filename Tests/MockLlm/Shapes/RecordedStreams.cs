using System.Text.Json.Nodes;

namespace LlmAspire.Tests.MockLlm.Shapes;

/// <summary>
/// A folder of real answers with their index, read in place: the environment variable <c>MockLlm__Recordings</c>, or <c>shared/recorded-streams</c>
/// beside the repository. It is not part of the repository.
/// </summary>
internal static class RecordedStreams
{
    /// <summary>The folder; the test is skipped, and says so, where there is none.</summary>
    public static string Folder
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("MockLlm__Recordings") ?? Beside(new DirectoryInfo(AppContext.BaseDirectory));
            Assert.SkipUnless(folder is not null && File.Exists(Path.Combine(folder, "index.json")),
                "There is no folder of recorded answers: set MockLlm__Recordings to one.");
            return folder;
        }
    }

    /// <summary>The index's entries for a dialect.</summary>
    public static IReadOnlyList<JsonNode> Entries(string dialect) => [.. All().Where(entry => (string?)entry["dialect"] == dialect)];

    /// <summary>The index's entries.</summary>
    public static IReadOnlyList<JsonNode> All()
    {
        var index = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "index.json")))!;
        return [.. index["recordings"]!.AsArray().Select(entry => entry!)];
    }

    /// <summary>The body of a recording.</summary>
    public static string Body(JsonNode entry) => File.ReadAllText(Path.Combine(Folder, (string)entry["file"]!));

    private static string? Beside(DirectoryInfo start)
    {
        for (var at = start; at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", "recorded-streams");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
