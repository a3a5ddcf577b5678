// A stream filter: digits in chat answers become '#'. A digit is one character, so nothing ever has to wait for the next event.
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Server.Kestrel.Core;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2);
    (kestrel.Limits.MinRequestBodyDataRate, kestrel.Limits.MinResponseDataRate, kestrel.Limits.MaxRequestBodySize) = (null, null, null);
});
var app = builder.Build();
app.MapPost("/stream", async context =>
{
    context.Response.ContentType = "text/event-stream";
    await context.Response.Body.FlushAsync();
    using var reader = new StreamReader(context.Request.Body);
    while (await reader.ReadLineAsync(context.RequestAborted) is { } line)
    {
        // Every line goes back, "id:" too: that answers the event. The blank line ends it.
        await context.Response.WriteAsync((line.StartsWith("data: {", StringComparison.Ordinal) ? $"data: {Mask(line[6..])}" : line) + "\n");
        await (line.Length == 0 ? context.Response.Body.FlushAsync() : Task.CompletedTask);
    }
});
app.Run();

static string Mask(string json)
{
    var data = JsonNode.Parse(json)!;
    foreach (var choice in data["choices"]?.AsArray() ?? [])
    {
        if ((choice?["delta"] ?? choice?["message"])?["content"] is JsonValue content)
        {
            content.ReplaceWith(Regex.Replace(content.GetValue<string>(), "[0-9]", "#"));
        }
    }

    return data.ToJsonString();
}
