namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value with a symbolic form.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider
{
}
