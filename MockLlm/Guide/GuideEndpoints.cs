using LlmAspire.MockLlm.Recordings;
using LlmAspire.MockLlm.Scripting;

namespace LlmAspire.MockLlm.Guide;

/// <summary>What the mock can do: a page at <c>/</c>, and the lists it is made of at <c>/mock/steps</c> and
/// <c>/mock/recordings</c>.</summary>
internal static class GuideEndpoints
{
    private const string Page = "guide.html";

    /// <summary>Maps them.</summary>
    /// <param name="app">The service.</param>
    public static void MapGuide(this IEndpointRouteBuilder app)
    {
        app.MapGet("/mock/steps", (StepCatalog steps) =>
            TypedResults.Ok(steps.All.Select(kind => new { kind.Name, kind.Meaning, kind.Example, kind.Options, kind.OnlyFirst })));
        app.MapGet("/mock/recordings", (RecordingLibrary recordings) => TypedResults.Ok(recordings.Names));
        app.MapGet("/", () =>
            TypedResults.Stream(typeof(GuideEndpoints).Assembly.GetManifestResourceStream(Page)!, "text/html; charset=utf-8"));
    }
}
