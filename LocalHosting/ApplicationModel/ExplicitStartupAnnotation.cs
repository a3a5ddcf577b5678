namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that the resource is started only by its start command.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation
{
}
