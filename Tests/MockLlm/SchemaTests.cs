using System.Text.Json.Nodes;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"boolean"},"c":{"type":"null"}}}""",
        """{"a":"text","b":true,"c":null}""")]
    [InlineData("""{"type":"object","required":["x"]}""", """{"x":"text"}""")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":3}""", "[1,1,1]")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"maxItems":0}""", "[]")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"integer"},{"const":"x"}]}""", """[1,"x"]""")]
    [InlineData("""{"type":"integer","minimum":5}""", "5")]
    [InlineData("""{"type":"integer","exclusiveMinimum":5}""", "6")]
    [InlineData("""{"type":"integer","maximum":-3}""", "-3")]
    [InlineData("""{"type":"integer","minimum":4,"multipleOf":7}""", "7")]
    [InlineData("""{"type":"number","exclusiveMaximum":0}""", "-0.5")]
    [InlineData("""{"type":"string","minLength":6}""", "\"textxx\"")]
    [InlineData("""{"type":"string","maxLength":2}""", "\"te\"")]
    [InlineData("""{"type":"string","format":"date"}""", "\"2026-01-01\"")]
    [InlineData("""{"type":["null","string"]}""", "\"text\"")]
    [InlineData("""{"anyOf":[{"type":"null"},{"type":"integer"}]}""", "1")]
    [InlineData("""{"oneOf":[{"const":"first"},{"const":"second"}]}""", "\"first\"")]
    [InlineData("""{"allOf":[{"properties":{"a":{"const":1}}},{"properties":{"b":{"const":2}}}],"type":"object"}""", """{"a":1,"b":2}""")]
    [InlineData("""{"$ref":"#/$defs/node","$defs":{"node":{"enum":["leaf"]}}}""", "\"leaf\"")]
    public async Task A_json_schema_gets_a_valid_instance(string schema, string expected)
    {
        await using var mock = MockLlmServer.Start();
        var request = Chat.Request("mock");
        request["response_format"] = new JsonObject
        {
            ["type"] = "json_schema",
            ["json_schema"] = new JsonObject { ["name"] = "n", ["schema"] = JsonNode.Parse(schema) },
        };

        Assert.Equal(expected, Chat.Text(await Chat.AskAsync(mock.Client, request)));
    }

    [Fact]
    public async Task A_recursive_schema_ends()
    {
        await using var mock = MockLlmServer.Start();
        var request = Chat.Request("mock");
        request["response_format"] = JsonNode.Parse("""
            {"type":"json_schema","json_schema":{"schema":{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","required":["name"],
              "properties":{"name":{"type":"string"},"children":{"type":"array","items":{"$ref":"#/$defs/node"}}}}}}}}
            """);

        var tree = JsonNode.Parse(Chat.Text(await Chat.AskAsync(mock.Client, request)))!;

        Assert.Equal("text", (string?)tree["children"]![0]!["name"]);
    }

    [Fact]
    public async Task Json_mode_gets_an_object()
    {
        await using var mock = MockLlmServer.Start();
        var request = Chat.Request("mock-5x0", stream: true);
        request["response_format"] = new JsonObject { ["type"] = "json_object" };

        Assert.Equal("{}", Chat.Text(await Chat.StreamAsync(mock.Client, request)));
    }
}
