using System.Runtime.CompilerServices;

namespace LlmAspire.Tests.FilterService.Examples;

/// <summary>The examples of docs/filters.md, as they stand in the repository.</summary>
public sealed class ExampleFilterTests
{
    [Fact]
    public async Task The_one_in_csharp_masks_digits_event_by_event()
    {
        await using var example = await ExampleProcess.StartAsync(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "ExampleFilter.dll"), "--urls", "http://127.0.0.1:0"]);
        await using var exchange = await example.OpenAsync();

        await exchange.SendAsync(Delta("in 1984, "));
        await exchange.WaitForAsync("id: 1\n\n");
        await exchange.SendAsync("data: [DONE]");
        await exchange.EndAsync();

        Assert.Equal($"{Delta("in ####, ")}\nid: 1\n\ndata: [DONE]\nid: 2\n\n", await exchange.ReadToEndAsync());
    }

    [Fact]
    public async Task The_one_in_node_blocks_an_answer_that_is_too_long()
    {
        await using var example = await ExampleProcess.StartAsync("node", [Source("node-filter/filter.mjs")], ("PORT", "0"), ("LIMIT", "10"));
        await using var exchange = await example.OpenAsync();

        await exchange.SendAsync(Delta("short"));
        await exchange.WaitForAsync($"{Delta("short")}\nid: 1\n\n");
        await exchange.SendAsync(Delta(" and then long"));

        Assert.EndsWith(
            "id: 1\n\nevent: filter.verdict\ndata: {\"action\":\"blocked\",\"rule\":\"length\",\"count\":1,\"reason\":\"longer than 10 characters\"}\n\n",
            await exchange.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csharp-filter/Program.cs")]
    [InlineData("node-filter/filter.mjs")]
    public void An_example_is_shorter_than_40_lines(string file) => Assert.InRange(File.ReadAllLines(Source(file)).Length, 1, 39);

    private static string Delta(string content) => "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + content + "\"}}]}";

    private static string Source(string file, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../examples", file));
}
