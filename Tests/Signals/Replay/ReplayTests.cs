using System.Text;
using System.Text.Json;
using LlmAspire.Signals.Replay;
using LlmAspire.Tests.Signals.Reference;

namespace LlmAspire.Tests.Signals.Replay;

public sealed class ReplayTests
{
    [Fact]
    public void Reports_come_in_the_order_of_the_lines_whatever_their_size()
    {
        var random = new Random(1);
        var lines = Enumerable.Range(0, 5000).Select(id =>
            $$"""{"id":{{id}},"messages":[{"role":"user","content":"{{new string('x', random.Next(100) == 0 ? 400_000 : random.Next(200))}}"}]}""");

        var (output, errors, _) = Replay(string.Join('\n', lines));

        Assert.Empty(errors);
        Assert.Equal(Enumerable.Range(0, 5000), output.Select(static line => JsonElement.Parse(line).GetProperty("id").GetInt32()));
    }

    [Fact]
    public void Blank_lines_of_any_number_are_passed_over()
    {
        var (output, errors, counts) = Replay(new string('\n', 700_000) + """{"id":1,"messages":[]}""" + new string('\n', 300_000));

        Assert.Equal((1, 0, new ReplayCounts(1, 0)), (output.Length, errors.Count, counts));
    }

    [Fact]
    public void A_line_that_cannot_be_read_is_told_by_its_number_and_the_rest_goes_on()
    {
        var (output, errors, counts) = Replay(
            """
            {"id":"a","messages":[{"from":"human","value":"hi"}]}

            {"id":"b","messages":
            {"id":"c"}
            {"id":"d","messages":[7]}
            {"id":"e","messages":[]}
            """);

        Assert.Equal(["a", "e"], output.Select(static line => JsonElement.Parse(line).GetProperty("id").GetString()));
        Assert.Equal([3L, 4L, 5L], errors.Select(static error => error.Line));
        Assert.Equal(new ReplayCounts(2, 3), counts);
    }

    [Fact]
    public void A_report_has_exactly_the_members_that_are_promised()
    {
        var (output, _, _) = Replay("""{"id":1,"messages":[{"role":"user","content":"You misread me!!"}]}""");

        var report = JsonElement.Parse(Assert.Single(output)).GetProperty("report");

        Assert.Equal(
            ["flagged", "overall_quality", "quality_score", "summary", "turn_metrics", "signal_counts", "signals"], Names(report));
        Assert.Equal(
            ["total_turns", "user_turns", "assistant_turns", "is_dragging", "efficiency_score"], Names(report.GetProperty("turn_metrics")));
        Assert.Equal(["type", "message_index", "confidence", "snippet", "metadata"], Names(report.GetProperty("signals")[0]));
    }

    [Fact]
    public void The_command_reads_and_writes_files()
    {
        using var pack = new OwnPack();
        var folder = Directory.CreateTempSubdirectory("signals-engine-");
        try
        {
            var (input, output) = (Path.Combine(folder.FullName, "in"), Path.Combine(folder.FullName, "out"));
            File.WriteAllText(input, """{"id":1,"messages":[]}""");
            using var error = new StringWriter();

            var exit = ReplayCommand.Run(["--mode", "reference", "--reference-pack", pack.FilePath, input, output], Fail, Fail, error);

            Assert.Equal(ReplayExit.Done, exit);
            Assert.StartsWith("""{"id":1,"report":{"flagged":false""", File.ReadAllText(output), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(ReplayExit.Misused, "--mode", "other")]
    [InlineData(ReplayExit.Misused, "--unknown")]
    [InlineData(ReplayExit.Misused, "a", "b", "c")]
    [InlineData(ReplayExit.Failed, "--mode", "reference", "/nowhere")]
    [InlineData(ReplayExit.Failed, "--mode", "reference", "--reference-pack", "/nowhere")]
    public void A_command_that_cannot_be_done_says_so_in_one_line(ReplayExit expected, params string[] args)
    {
        using var error = new StringWriter();

        Assert.Equal(expected, ReplayCommand.Run(args, Fail, Fail, error));
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }

    private static (string[] Output, List<BadLine> Errors, ReplayCounts Counts) Replay(string text)
    {
        using var pack = new OwnPack();
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var output = new MemoryStream();
        var errors = new List<BadLine>();
        var counts = new ReplayRunner(pack.Analyzer()).Run(input, output, errors.Add);
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (lines, errors, counts);
    }

    private static IEnumerable<string> Names(JsonElement value) => value.EnumerateObject().Select(static member => member.Name);

    private static Stream Fail() => throw new InvalidOperationException("A file was named.");
}
